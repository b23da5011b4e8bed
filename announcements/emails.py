"""The mails of announcements. A discreet committee's subject says neither what nor who."""

from datetime import datetime
from typing import Any

from announcements import audiences
from announcements.models import SECONDS, Announcement, AnnouncementTranslation
from committees.models import Membership
from core import markdown
from notices.models import Category, Message
from notices.operations.messages import send_message


def announcement_sent(announcement: Announcement, *, at: datetime, due_at: datetime) -> Message:
    """To its audience, when the time for taking it back is over."""
    audience, about = audiences.of(announcement)
    return _announce(
        announcement,
        key_of(announcement),
        at=at,
        due_at=due_at,
        audience=audience,
        about=about,
        in_digest=True,
    )


def copy_sent(announcement: Announcement, *, to: Membership, at: datetime) -> Message:
    """The same mail to one coordinator, before; once a minute at most. It is no notice."""
    return _announce(
        announcement,
        f"announcement-copy:{announcement.public_id}:{to.public_id}:{at:%y%m%d%H%M}",
        at=at,
        due_at=at,
        audience="notices.account",
        about={"user_id": to.user_id},
        is_asked_for=True,
        in_app=False,
    )


def second_asked(announcement: Announcement, *, at: datetime) -> Message:
    """To those in office but the one who asks: somebody must read it and say yes.

    Once an hour at most, however often somebody takes it back and asks again.
    """
    committee = announcement.committee
    by = announcement.proposed_by
    asker = by.public_id if by else ""
    return send_message(
        f"announcement-second:{announcement.public_id}:{asker}:{at:%y%m%d%H}",
        category=Category.ANNOUNCEMENTS,
        audience="committees.officers",
        about={
            "committee": committee.public_id,
            "offices": [office.value for office in SECONDS],
            "without": asker,
        },
        template="announcements/email/second_asked",
        context=committee.mail_context | {"announcement": announcement.public_id},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )


def key_of(announcement: Announcement) -> str:
    """The key of one sending: what was taken back can be sent again."""
    assert announcement.sent_at is not None  # what is sent is dated, says the database
    return f"announcement-sent:{announcement.public_id}:{announcement.sent_at:%y%m%d%H%M%S%f}"


def fields_of(announcement: Announcement) -> dict[str, Any]:
    """What `send_message` and a preview need of the text, in every language it has."""
    told: list[Announcement | AnnouncementTranslation] = [announcement]
    told += announcement.translations.all()
    return {
        "template": "announcements/email/announcement",
        "context": announcement.committee.mail_context
        | {"announcement": announcement.public_id}
        | _told(announcement)
        | {"in_language": {one.language: _told(one) for one in told}},
    }


def _told(one: Announcement | AnnouncementTranslation) -> dict[str, str]:
    return {
        "title": one.title,
        "text": markdown.to_text(one.text),
        "html": markdown.to_html(one.text),
        "told_in": one.language,
    }


def _announce(announcement: Announcement, key: str, **options: Any) -> Message:
    return send_message(
        key,
        category=Category.ANNOUNCEMENTS,
        scope=announcement.committee.public_id,
        sender=announcement.committee.name,
        **fields_of(announcement),
        **options,
    )
