"""Delivering in the tests of announcements."""

import re
from datetime import datetime
from typing import Any

from django.core import mail

from notices.models import Message
from notices.operations.deliveries import deliver_message


def queued(template: str = "announcement") -> list[Message]:
    """The queued messages of `announcements/email/<template>`."""
    rows = Message.objects.filter(template=f"announcements/email/{template}")
    return list(rows.order_by("pk"))


def deliver(message: Message, at: datetime) -> list[Any]:
    """What goes out now for this message."""
    before = len(mail.outbox)
    while deliver_message(message.public_id, at=at):
        pass
    return mail.outbox[before:]


def seen_on(answer: Any) -> str:
    """The mark that the page's forms carry back."""
    found = set(re.findall(r'name="seen" value="(\w+)"', answer.content.decode()))
    assert len(found) == 1
    return str(found.pop())
