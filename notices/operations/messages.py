"""Making a message that the worker will deliver."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from notices import tasks
from notices.models import Message


@transaction.atomic
def send_message(
    key: str,
    *,
    category: str,
    audience: str,
    about: dict[str, Any],
    template: str,
    context: dict[str, Any],
    at: datetime,
    scope: str = "",
    sender: str = "",
    is_formal: bool = False,
    due_at: datetime | None = None,
) -> Message:
    """Queue one message in the caller's transaction; the same `key` again changes nothing."""
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "category": category,
            "audience": audience,
            "about": about,
            "template": template,
            "context": context,
            "scope": scope,
            "sender": sender,
            "is_formal": is_formal,
            "made_at": at,
            "due_at": due_at or at,
        },
    )
    if is_new and message.due_at <= at:
        transaction.on_commit(partial(tasks.wake, message.public_id))
    return message
