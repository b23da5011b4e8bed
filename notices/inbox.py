"""A person's notices as their pages show them."""

import logging
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from notices.models import Category, Message, Notice
from notices.rendering import Renderer, Said

log = logging.getLogger("rankandfile.notices")


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
    said = _said(message, ZoneInfo(key), notice)
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


def _said(message: Message, zone: ZoneInfo, notice: Notice) -> Said:
    """Its words; a sentence where a newer version of the site has no template for it any more."""
    try:
        return Renderer(message).said(get_language() or "en", zone, notice.extra)
    except (TemplateDoesNotExist, TemplateSyntaxError, NoReverseMatch) as fault:
        log.warning("%s cannot be shown: %s", message.template, type(fault).__name__)
        why = _(
            "This site has changed since it was sent, and has no words for it any more. If you got"
            " it by mail, it still stands there."
        )
        return Said(_("An older notice"), format_html("<p>{}</p>", why), "")
