"""The messages about contacts and delegations. Nobody is named in them, and no place to meet."""

from datetime import datetime, time
from typing import Any

from committees.models import Committee, Office
from notices.models import Category
from notices.operations.messages import send_message
from outreach import follow_ups, sealed
from outreach.models import Delegation, FollowUp, NamedMember, Workplace


def member_named(named: NamedMember, *, at: datetime) -> None:
    """To who is named for the contacts of a workplace from now on."""
    workplace = named.workplace
    _send(
        workplace.committee,
        "member_named",
        f"member-named:{named.public_id}",
        at=at,
        audience="outreach.just_named",
        about={"named": named.public_id},
        context={"workplace": workplace.public_id},
    )


def contacts_expire(workplace: Workplace, *, at: datetime) -> None:
    """To those who are named: some contacts end in two weeks, unless they agree again."""
    _send(
        workplace.committee,
        "contacts_expire",
        f"contacts-expire:{workplace.public_id}:{at:%Y%m%d%H%M}",
        at=at,
        audience="outreach.named",
        about={"workplace": workplace.public_id},
        context={"workplace": workplace.public_id},
    )


def delegation_cancelled(delegation: Delegation, *, at: datetime) -> None:
    """To those who would have gone."""
    _of_delegation(delegation, "delegation_cancelled", at=at)


def report_wanted(delegation: Delegation, *, at: datetime) -> None:
    """To those who went: the report takes five minutes."""
    _of_delegation(delegation, "report_wanted", at=at)


def follow_up_due(follow_up: FollowUp, due_at: datetime, *, at: datetime) -> None:
    """To who took it on; overdue to the coordinators. Discreet committees' name nothing."""
    delegation = follow_up.delegation
    committee = delegation.committee
    day = datetime.combine(follow_up.due_on, time(12), tzinfo=committee.timezone)
    context: dict[str, Any] = {
        "delegation": delegation.public_id,
        "by_at": day.isoformat(),
        "is_late": due_at > day,
    }
    if not committee.mail_context["discreet"]:
        context["what"] = follow_up.text
    is_overdue = follow_ups.is_overdue(follow_up, due_at)
    _send(
        committee,
        "follow_up_overdue" if is_overdue else "follow_up_due",
        f"follow-up:{follow_up.public_id}:{due_at:%Y%m%d}",
        at=at,
        audience="committees.officers" if is_overdue else "outreach.follow_up",
        about={
            "committee": committee.public_id,
            "offices": [Office.COORDINATOR.value],
            "follow_up": follow_up.public_id,
        },
        context=context,
    )


def face_set(committee: Committee, *, at: datetime) -> None:
    """To every member: a coordinator changed what everybody sees of the committee."""
    _send(
        committee,
        "face_set",
        f"face-set:{committee.public_id}:{at:%Y%m%d%H%M%S}",
        at=at,
        audience="committees.members",
        about={"committee": committee.public_id},
        context={"committee_id": committee.public_id},
    )


def written_to_committee(
    committee: Committee, *, text: str, reply_to: str, key: str, at: datetime
) -> bool:
    """To the membership secretaries, by mail alone: what somebody wrote, sealed until it is set.

    The row goes 72 hours after the mail. False where it was sent before.
    """
    message = send_message(
        f"written-to:{key}",
        category=Category.ANNOUNCEMENTS,
        audience="committees.officers",
        about={
            "committee": committee.public_id,
            "offices": [Office.MEMBERSHIP_SECRETARY.value],
        },
        template="outreach/email/written_to_committee",
        context=committee.mail_context
        | dict(zip(sealed.WORDS, map(sealed.close, (text, reply_to)), strict=True)),
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        in_app=False,
    )
    return message.made_at == at


def _of_delegation(delegation: Delegation, template: str, *, at: datetime) -> None:
    _send(
        delegation.committee,
        template,
        f"{template.replace('_', '-')}:{delegation.public_id}",
        at=at,
        audience="outreach.going",
        about={"delegation": delegation.public_id},
        context={"delegation": delegation.public_id},
    )


def _send(
    committee: Committee,
    template: str,
    key: str,
    *,
    at: datetime,
    audience: str,
    about: dict[str, Any],
    context: dict[str, Any],
) -> None:
    send_message(
        key,
        category=Category.MEETINGS,
        audience=audience,
        about=about,
        template=f"outreach/email/{template}",
        context=committee.mail_context | context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )
