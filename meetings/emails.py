"""The messages about a meeting. Subjects and bodies of discreet committees name nothing."""

from datetime import datetime
from typing import Any

from committees.models import Discretion, Office
from meetings.agenda import Item
from meetings.models import Meeting, Requisition
from notices.models import Category
from notices.operations.messages import send_message


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
