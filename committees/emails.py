"""The messages about joining, and announcements. Nobody is named in them."""

from datetime import datetime
from typing import Any

from committees.models import (
    Announcement,
    Committee,
    JoinRequest,
    Membership,
    Office,
)
from core import markdown
from notices.models import Category, Message
from notices.operations.messages import send_message


def request_made(request: JoinRequest, *, at: datetime) -> None:
    """To the membership secretaries: somebody waits."""
    _send(
        request.committee,
        "request_made",
        f"request-made:{request.public_id}",
        at=at,
        audience="committees.officers",
        about={
            "committee": request.committee.public_id,
            "offices": [Office.MEMBERSHIP_SECRETARY.value],
        },
    )


def request_answered(request: JoinRequest, *, at: datetime) -> None:
    """To who asked: admitted, declined, or nobody answered."""
    _send(
        request.committee,
        f"request_{request.status}",
        f"request-{request.status}:{request.public_id}",
        at=at,
        audience="notices.account",
        about={"user_id": request.user_id},
    )


def member_admitted(member: Membership, *, at: datetime) -> None:
    """The visible notice that goes with one person's admission, to all who were members before."""
    _send(
        member.committee,
        "member_admitted",
        f"member-admitted:{member.public_id}",
        at=at,
        audience="committees.members_before",
        about={"committee": member.committee.public_id, "joined": member.public_id},
    )


def announcement_sent(announcement: Announcement, *, at: datetime, due_at: datetime) -> Message:
    """To every member, when the minutes for taking it back are over."""
    return _announce(
        announcement,
        key_of(announcement, due_at),
        at=at,
        due_at=due_at,
        audience="committees.members",
        about={"committee": announcement.committee.public_id},
    )


def copy_sent(announcement: Announcement, *, to: Membership, at: datetime) -> Message:
    """The same mail to one coordinator, before; once a minute at most."""
    return _announce(
        announcement,
        f"announcement-copy:{announcement.public_id}:{to.public_id}:{at:%y%m%d%H%M}",
        at=at,
        due_at=at,
        audience="notices.account",
        about={"user_id": to.user_id},
    )


def key_of(announcement: Announcement, due_at: datetime) -> str:
    """The key of one sending: what was taken back can be sent again."""
    return f"announcement-sent:{announcement.public_id}:{due_at:%y%m%d%H%M%S%f}"


def _announce(announcement: Announcement, key: str, **options: Any) -> Message:
    return _send(
        announcement.committee,
        "announcement",
        key,
        announcement=announcement.public_id,
        title=announcement.title,
        text=markdown.to_text(announcement.text),
        html=markdown.to_html(announcement.text),
        **options,
    )


def _send(
    committee: Committee,
    template: str,
    key: str,
    *,
    at: datetime,
    audience: str,
    about: dict[str, Any],
    due_at: datetime | None = None,
    **context: str,
) -> Message:
    return send_message(
        key,
        category=Category.ANNOUNCEMENTS,
        audience=audience,
        about=about,
        template=f"committees/email/{template}",
        context=committee.mail_context | {"committee_id": committee.public_id, **context},
        at=at,
        due_at=due_at,
        scope=committee.public_id,
        sender=committee.name,
    )
