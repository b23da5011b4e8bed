"""What the pages of announcements show."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from announcements import audiences, emails
from announcements.models import Announcement, Audience
from committees.models import Membership
from committees.queries.faces import coarse
from core.markdown import to_html
from notices import progress
from notices.models import Category, Message
from notices.progress import Progress
from notices.rendering import Copy, Renderer


@dataclass(frozen=True, slots=True)
class Going:
    """How far an announcement has got: numbers, no names."""

    numbers: Progress
    is_expanded: bool
    is_over: bool
    live_topic: str


def going(announcement: Announcement) -> Going | None:
    """Its progress; None for what is not sent, and once the notices are swept away after three days."""
    message = Message.objects.filter(public_id=announcement.message).first()
    if not announcement.message or message is None:
        return None
    return Going(
        progress.of(message),
        is_expanded=message.expanded_at is not None,
        is_over=message.sent_at is not None,
        live_topic=message.live_topic,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """The text in one language, and in which others it can be read."""

    title: str
    text: SafeString
    language: str
    others: list[tuple[str, str]]


def told(announcement: Announcement, language: str = "") -> Told:
    """In `language`, else in the reader's, else as it was written."""
    texts = {announcement.language: announcement} | {
        one.language: one for one in announcement.translations.all()
    }
    wanted = (one for one in (language, get_language() or "") if one in texts)
    chosen = next(wanted, announcement.language)
    names = dict(settings.LANGUAGES)
    return Told(
        texts[chosen].title,
        to_html(texts[chosen].text),
        chosen,
        [(one, str(names[one])) for one in texts if one != chosen],
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """How many would get the mail; those of one language are told coarsely, as nobody shows who."""

    number: int
    words: str


def reach(announcement: Announcement) -> Reach:
    """To how many it would go now."""
    number = audiences.size(announcement)
    is_coarse = announcement.audience == Audience.LANGUAGE
    return Reach(number, coarse(number) if is_coarse else str(number))


def as_mail(announcement: Announcement, language: str) -> Copy:
    """The mail as it would be read; nothing is queued."""
    message = Message(
        category=Category.ANNOUNCEMENTS,
        sender=announcement.committee.name,
        **emails.fields_of(announcement),
    )
    copy = Renderer(message).copy(language, announcement.committee.timezone, {})
    return copy.with_link(_("(each reader’s own link)"))


def unsent(member: Membership, now: datetime) -> list[Announcement]:
    """Drafts, what waits for a second person, and what can be taken back: for coordinators."""
    rows = Announcement.objects.filter(committee=member.committee_id)
    drafts = rows.filter(Q(sent_at__isnull=True) | Q(sent_at__gt=now))
    return list(drafts.order_by("-written_at")[:50])
