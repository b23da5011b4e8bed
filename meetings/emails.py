"""The messages about a meeting. Subjects and bodies of discreet committees name nothing."""

from datetime import datetime, time
from typing import Any

from committees.models import Committee, Discretion, Membership, Office
from meetings.agenda import Item
from meetings.models import ActionItem, Circulation, Meeting, Motion, Requisition, Resolution
from meetings.queries import fair_hours
from notices.models import Category
from notices.operations.messages import send_message

MOST_ZONES = 8


def _send(
    meeting: Meeting,
    word: str,
    *,
    at: datetime,
    key: str = "",
    is_formal: bool = True,
    audience: str = "committees.members",
    harmless: dict[str, Any] | None = None,
    **telling: Any,
) -> None:
    """Queue one message; `telling` is left out for discreet committees, `harmless` never."""
    committee = meeting.committee
    is_discreet = committee.discretion == Discretion.DISCREET
    context = committee.mail_context | {
        "meeting": meeting.public_id,
        "kind": meeting.kind,
        "starts_at": meeting.starts_at.isoformat(),
        "zone": str(meeting.timezone),
        "minutes": meeting.minutes,
        **_clocks(meeting),
        **({"together": True} if meeting.joint_id is not None else {}),
        **(harmless or {}),
    }
    if not is_discreet:
        context |= {"title": meeting.title, "place": meeting.place, **telling}
    send_message(
        f"{key or word}:{meeting.public_id}:{meeting.sequence}",
        category=Category.MEETINGS,
        audience=audience,
        about={"committee": committee.public_id, "meeting": meeting.public_id},
        template=f"meetings/email/{word.replace('-', '_')}",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=is_formal,
    )


def _clocks(meeting: Meeting) -> dict[str, list[str]]:
    """The other time zones in which committees of a council live; nothing of who lives there."""
    if not meeting.committee.is_council:
        return {}
    zones = {str(one.zone) for one in fair_hours.clocks(meeting.committee)}
    return {"clocks": sorted(zones - {str(meeting.timezone)})[:MOST_ZONES]}


def meeting_called(meeting: Meeting, agenda: list[Item], *, at: datetime) -> None:
    """The formal notice: date, place and business."""
    _send(
        meeting,
        "meeting-called",
        at=at,
        purpose=meeting.purpose,
        agenda=[{"title": one.title, "kind": one.kind} for one in agenda],
    )


def meeting_changed(
    meeting: Meeting, changed: list[str], before: dict[str, Any], *, at: datetime
) -> None:
    """A new notice that says what changed; `changed` names the fields, `before` their old values.

    A discreet committee's members read which parts changed, and of the values only the moment.
    """
    _send(
        meeting,
        "meeting-changed",
        at=at,
        harmless={"changed": changed, "was_at": before["starts_at"].isoformat()},
        was_place=before["place"],
    )


def meeting_cancelled(meeting: Meeting, *, at: datetime) -> None:
    """It will not be held, and why."""
    _send(meeting, "meeting-cancelled", at=at, because=meeting.cancelled_because)


def reminder(meeting: Meeting, *, at: datetime) -> None:
    """To every member, before it begins."""
    _send(meeting, "meeting-reminder", at=at, is_formal=False)


def morning_reminder(meeting: Meeting, *, at: datetime) -> None:
    """To those who said that they are coming, on the day."""
    _send(
        meeting,
        "meeting-reminder",
        key="meeting-morning",
        at=at,
        is_formal=False,
        audience="meetings.coming",
    )


def requisition_reached(requisition: Requisition, *, at: datetime) -> None:
    """To the coordinators: members demand a meeting, and it is held by a day."""
    committee = requisition.committee
    context = committee.mail_context | {
        "requisition": requisition.public_id,
        "meeting_by": requisition.meeting_by and requisition.meeting_by.isoformat(),
        "zone": str(committee.timezone),
    }
    if committee.discretion != Discretion.DISCREET:
        context |= {"purpose": requisition.purpose}
    send_message(
        f"requisition-reached:{requisition.public_id}",
        category=Category.MEETINGS,
        audience="committees.officers",
        about={"committee": committee.public_id, "offices": [Office.COORDINATOR.value]},
        template="meetings/email/requisition_reached",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
    )


def action_reminder(action: ActionItem, due_at: datetime, *, at: datetime) -> None:
    """To whoever took it on; `due_at` is the reminder's own moment. Discreet ones name nothing."""
    committee = action.meeting.committee
    day = datetime.combine(action.due_on, time(12), tzinfo=committee.timezone)
    context = committee.mail_context | {
        "of_committee": committee.public_id,
        "by_at": day.isoformat(),
        "is_late": due_at > day,
    }
    if not context["discreet"]:
        context["what"] = action.text
    send_message(
        f"action-reminder:{action.public_id}:{due_at:%Y%m%d}",
        category=Category.MEETINGS,
        audience="meetings.action",
        about={"committee": committee.public_id, "action": action.public_id},
        template="meetings/email/action_reminder",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )


def resolution_received(circulation: Circulation, *, at: datetime) -> None:
    """To the coordinators of the committee that receives it."""
    committee, resolution = circulation.committee, circulation.resolution
    context = committee.mail_context | {"circulation": circulation.public_id}
    if not context["discreet"]:
        context |= {"title": resolution.title, "from_committee": resolution.committee.name}
    send_message(
        f"resolution-received:{circulation.public_id}",
        category=Category.MEETINGS,
        audience="committees.officers",
        about={"committee": committee.public_id, "offices": [Office.COORDINATOR.value]},
        template="meetings/email/resolution_received",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )


def resolution_published(resolution: Resolution, *, at: datetime) -> None:
    """To every member, once a day: a coordinator made it public, which no meeting had decided."""
    committee = resolution.committee
    context = committee.mail_context | {"resolution": resolution.public_id}
    if not context["discreet"]:
        context |= {"title": resolution.title, "number": str(resolution)}
    send_message(
        f"resolution-published:{resolution.public_id}:{at:%Y%m%d}",
        category=Category.MEETINGS,
        audience="committees.members",
        about={"committee": committee.public_id},
        template="meetings/email/resolution_published",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )


def removal_proposed(motion: Motion, member: Membership, *, at: datetime) -> None:
    """To the member about whom it is: they can read it, reply and speak."""
    _to_one(
        motion.committee,
        member,
        "removal_proposed",
        f"removal-proposed:{motion.public_id}",
        at=at,
        motion=motion.public_id,
    )


def removal_decided(committee: Committee, member: Membership, what: str, *, at: datetime) -> None:
    """To the member: the meeting has decided, or its vote was set aside."""
    _to_one(committee, member, what, f"{what}:{member.public_id}:{at:%Y%m%d%H%M%S}", at=at)


def _to_one(
    committee: Committee, member: Membership, template: str, key: str, *, at: datetime, **more: str
) -> None:
    send_message(
        key,
        category=Category.MEETINGS,
        audience="notices.account",
        about={"user_id": member.user_id},
        template=f"meetings/email/{template}",
        context=committee.mail_context | {"of_committee": committee.public_id} | more,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
    )
