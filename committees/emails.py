"""The messages about joining and stepping in. Nobody is named in them."""

from datetime import datetime
from typing import Any

from committees.founding import founding_query
from committees.models import (
    Committee,
    FoundingRequest,
    JoinRequest,
    Mandate,
    Membership,
    Office,
)
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
        audience="committees.members",
        about={"committee": member.committee.public_id, "without": member.public_id},
    )


def stepped_in(mandate: Mandate, *, at: datetime) -> None:
    """To the alternate who carries a delegate's mandate from now on."""
    _send(
        mandate.committee,
        "stepped_in",
        f"stepped-in:{mandate.public_id}",
        at=at,
        audience="committees.holder",
        about={"mandate": mandate.public_id},
        category=Category.ELECTIONS,
    )


def second_factor_asked_for(mandate: Mandate, *, at: datetime) -> None:
    """To who carries the office: by when a stronger sign-in is needed, and what happens then."""
    _send(
        mandate.committee,
        "second_factor_asked_for",
        f"second-factor-asked-for:{mandate.public_id}:{at:%Y-%m-%d}",
        at=at,
        audience="committees.holder",
        about={"mandate": mandate.public_id},
        category=Category.ELECTIONS,
        by_at=mandate.strong_by.isoformat() if mandate.strong_by else "",
    )


def suspension_asked(member: Membership, *, at: datetime) -> None:
    """To the officers: one of them asks to suspend somebody, and a second must say yes."""
    _send(
        member.committee,
        "suspension_asked",
        f"suspension-asked:{member.public_id}:{at:%Y%m%d%H%M%S}",
        at=at,
        audience="committees.officers",
        about={"committee": member.committee.public_id, "without": member.public_id},
        category=Category.MEETINGS,
    )


def member_suspended(member: Membership, *, at: datetime) -> None:
    """To the member: until when, and that the reason stands on the page."""
    _send(
        member.committee,
        "member_suspended",
        f"member-suspended:{member.public_id}:{at:%Y%m%d%H%M%S}",
        at=at,
        audience="notices.account",
        about={"user_id": member.user_id},
        category=Category.MEETINGS,
    )


def committee_suspended(committee: Committee, *, at: datetime) -> None:
    """To its members: the host has suspended it, and where they read why."""
    _from_host(committee, "committee_suspended", at=at)


def committee_suspension_lifted(committee: Committee, *, at: datetime) -> None:
    """To its members: it goes on."""
    _from_host(committee, "committee_suspension_lifted", at=at)


def founding_request_answered(request: FoundingRequest, *, at: datetime) -> None:
    """To who asked the host: yes or no, and where they read more."""
    send_message(
        f"founding-request-answered:{request.public_id}",
        category=Category.ANNOUNCEMENTS,
        audience="notices.account",
        about={"user_id": request.user_id},
        template="committees/email/founding_request_answered",
        is_asked_for=True,
        context={"query": founding_query(request), "is_accepted": request.status == "accepted"},
        at=at,
    )


def _from_host(committee: Committee, template: str, *, at: datetime) -> None:
    # Not in the name of the committee, which is silent meanwhile.
    send_message(
        f"{template.replace('_', '-')}:{committee.public_id}:{at:%Y%m%d%H%M%S}",
        category=Category.MEETINGS,
        audience="committees.members",
        about={"committee": committee.public_id},
        template=f"committees/email/{template}",
        context=committee.mail_context | {"committee_id": committee.public_id},
        at=at,
        is_formal=True,
    )


def _send(
    committee: Committee,
    template: str,
    key: str,
    *,
    at: datetime,
    audience: str,
    about: dict[str, Any],
    category: str = Category.ANNOUNCEMENTS,
    **words: str,
) -> Message:
    return send_message(
        key,
        category=category,
        audience=audience,
        about=about,
        template=f"committees/email/{template}",
        context=committee.mail_context | {"committee_id": committee.public_id, **words},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )
