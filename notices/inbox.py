"""A person's notices as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User
from notices.models import Category, Message, Notice
from notices.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Line:
    """One notice: what it says, who says it, and when it went out."""

    public_id: str
    subject: str
    sender: str
    category: str
    at: datetime
    is_read: bool
    html: SafeString
    path: str


def unread(user: User) -> int:
    """How many this person has not opened."""
    return Notice.objects.unread().filter(user=user).count()


def line(notice: Notice) -> Line:
    """The notice in the reader's language and zone."""
    message: Message = notice.message
    zone = timezone.get_current_timezone()
    key = getattr(zone, "key", "UTC")
    said = Renderer(message).said(get_language() or "en", ZoneInfo(key), notice.extra)
    return Line(
        notice.public_id,
        said.subject,
        message.sender,
        str(Category(message.category).label),
        message.expanded_at or message.due_at,
        notice.is_read,
        said.html,
        said.path,
    )
