"""What the tests of joining share: ten members, mails as they would be read."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.test import Client

from committees.models import Committee, Membership
from notices.models import Message
from tests import factories

As = Callable[[object], Client]
NAUGHTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% load x %}",
    "line\r\nBcc: all@mail.example\r\n\r\nbody",
    "=cmd|' /C calc'!A0",
    "\u202egnirts",
    "مريم 🔥 李雷",
)


def fill(committee: Committee, members: int) -> list[Membership]:
    """Add members until there are so many."""
    have = Membership.objects.filter(committee=committee, status="active").count()
    return [factories.MembershipFactory(committee=committee) for _ in range(members - have)]


def messages(template: str) -> list[Message]:
    """The queued messages of `committees/email/<template>`."""
    return list(Message.objects.filter(template=f"committees/email/{template}").order_by("pk"))


def body(mail: EmailMessage) -> str:
    """The text of a mail, lines joined as a reader sees them."""
    return " ".join(str(mail.body).split())


def days(number: float) -> timedelta:
    return timedelta(days=number)


def at(now: datetime, **ago: float) -> datetime:
    """`now` moved by a timedelta's words."""
    return now + timedelta(**ago)
