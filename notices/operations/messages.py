"""Making a message that the worker will deliver, and taking it back before it goes."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from notices import scopes, waking
from notices.models import Category, Message, MessageStatus

# What a committee says in its own name. Votes that are open and an account's own go on.
SILENCED = (Category.MEETINGS, Category.ANNOUNCEMENTS)


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
    is_asked_for: bool = False,
    in_digest: bool = False,
    in_app: bool = True,
    due_at: datetime | None = None,
) -> Message:
    """Queue one message in the caller's transaction; the same `key` again changes nothing.

    `context` is JSON. Names in `_at` with an ISO moment reach the templates as moments;
    `language` and `timezone` are the committee's, for recipients who chose none;
    `discreet` keeps the committee's name out of the sender; `in_language` maps a language to what
    takes the place of values for those who read it. Of a scope that is silent, what is not formal is
    cancelled as it is made.
    """
    is_held = category in SILENCED and not is_formal and scopes.is_silent(scope)
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
            "is_asked_for": is_asked_for,
            "in_digest": in_digest,
            "in_app": in_app and category not in (Category.SECURITY, Category.DIGEST),
            "made_at": at,
            "due_at": due_at or at,
            "status": MessageStatus.CANCELLED if is_held else MessageStatus.WAITING,
            "cancelled_at": at if is_held else None,
        },
    )
    if is_new and not is_held and message.due_at <= at:
        transaction.on_commit(partial(waking.wake, message.public_id))
    return message


@transaction.atomic
def cancel_message(key: str, *, at: datetime) -> bool:
    """Take back a message that has not begun to go out; False where there is none."""
    message = Message.objects.select_for_update().filter(key=key).first()
    if message is None or not message.can_become(MessageStatus.CANCELLED):
        return False
    message.status, message.cancelled_at = MessageStatus.CANCELLED, at
    message.save(update_fields=["status", "cancelled_at"])
    return True


@transaction.atomic
def silence_scope(scope: str, *, at: datetime) -> int:
    """Take back all that waits in the name of a committee and is not formal; how many messages."""
    waiting = Message.objects.select_for_update().filter(
        scope=scope, category__in=SILENCED, is_formal=False, status=MessageStatus.WAITING
    )
    return waiting.update(status=MessageStatus.CANCELLED, cancelled_at=at)
