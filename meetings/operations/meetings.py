"""Calling, changing, cancelling, opening and closing a meeting."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.operations.committees import found_committee
from committees.queries.members import members_count
from core.decision import Refused
from core.models import Event
from meetings import closings, emails, permissions, reminders, rules
from meetings.agenda import Item
from meetings.models import (
    ItemKind,
    JointMeeting,
    Listening,
    LogKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Requisition,
)
from meetings.operations import log
from meetings.operations.adoption import publish_decided
from meetings.operations.agenda import (
    begin_agenda,
    carry_over,
    put_late_motions,
    set_business,
)
from meetings.operations.hall_door import empty_hall
from meetings.operations.minutes import draft_minutes
from meetings.operations.quorum import look_at_quorum
from meetings.operations.requisitions import check_moved, meet_requisition, owe_again
from meetings.operations.together import same_meeting, same_present, together
from meetings.times import NonexistentTime, resolve

MOST_PRESENT = 100_000


@dataclass(frozen=True, slots=True)
class Details:
    """What the notice of a meeting says; the day and time are those of the campus."""

    title: str
    local_date: date
    local_time: time
    place: str
    minutes: int = 90
    purpose: str = ""
    agenda: tuple[Item, ...] = ()
    room_link: str = ""
    listening: str = Listening.MEMBERS


@transaction.atomic
def call_meeting(
    committee: Committee,
    *,
    kind: str,
    details: Details,
    by: Membership,
    at: datetime,
    requisition: Requisition | None = None,
    joint: JointMeeting | None = None,
    zone: tzinfo | None = None,
) -> Meeting:
    """Call a meeting with the notice its kind needs, and send that notice to every member.

    `requisition`: the demand of members that it answers. `joint`: it is held as one with meetings of
    other committees. `zone`: of the clock at its place, where that is another than the committee's.
    """
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.call_meeting(by, committee).enforce()
    rules.kind_fits(committee, kind).enforce()
    rules.founding_once(committee, kind).enforce()
    rules.purpose_given(kind, details.purpose).enforce()
    meeting = Meeting(
        committee=committee,
        kind=kind,
        called_by=by,
        called_at=at,
        joint=joint,
        timezone=zone or committee.timezone,
        **_columns(details, committee, zone=zone),
    )
    rules.notice_is_enough(committee, kind, meeting.starts_at, at).enforce()
    _plan_reminders(meeting, at)
    meeting.save()
    items = begin_agenda(meeting, details.agenda)
    Event.record("meetings.meeting_called", meeting, by=by, at=at)
    if requisition is not None:
        meet_requisition(requisition, meeting=meeting, by=by, at=at)
    said = [Item(one.title, one.minutes, one.kind) for one in items]
    emails.meeting_called(meeting, said, at=at)
    return meeting


@together(same_meeting, by_host=True)
@transaction.atomic
def change_meeting(meeting: Meeting, *, details: Details, by: Membership, at: datetime) -> Meeting:
    """Change what was called and tell every member what changed; nothing new changes nothing.

    A new moment needs as much notice as a new meeting: otherwise one called in time could be
    moved to an hour at which nobody expects it.
    """
    meeting = _locked(meeting)
    permissions.change_meeting(by, meeting, at).enforce()
    before = _before(meeting)
    columns = _columns(details, meeting.committee, zone=meeting.timezone)
    named = ("title", "place", "minutes", "room_link", "listening")
    changed = [name for name in named if columns[name] != before[name]]
    changed += ["when"] if columns["starts_at"] != before["starts_at"] else []
    changed += ["purpose"] if details.purpose != before["purpose"] else []
    changed += ["agenda"] if details.agenda != before["agenda"] else []
    if not changed:
        return meeting
    if "purpose" in changed and meeting.kind == MeetingKind.EMERGENCY:
        raise Refused(_("The purpose of an emergency meeting stays as it was called."))
    if "when" in changed:
        rules.notice_is_enough(meeting.committee, meeting.kind, columns["starts_at"], at).enforce()
        check_moved(meeting, columns["starts_at"], at)
    for name, value in columns.items():
        setattr(meeting, name, value)
    meeting.sequence += 1
    if "when" in changed:
        meeting.reminded_at = None
        _plan_reminders(meeting, at)
    meeting.save()
    if "agenda" in changed:
        set_business(meeting, details.agenda)
    if "when" in changed:
        put_late_motions(meeting)
    Event.record("meetings.meeting_changed", meeting, by=by, at=at, changed=changed)
    emails.meeting_changed(meeting, changed, before, at=at)
    return meeting


@together(same_meeting, by_host=True)
@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Membership, at: datetime) -> Meeting:
    """Call a meeting off and tell every member why."""
    meeting = _locked(meeting)
    permissions.cancel_meeting(by, meeting).enforce()
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled."))
    end_called(meeting, reason, at=at)
    Event.record("meetings.meeting_cancelled", meeting, by=by, at=at)
    return meeting


@together(same_meeting)
@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Membership, at: datetime) -> Meeting:
    """Open a meeting at its time, or let it go on; reminders that have not left are dropped."""
    meeting = log.locked(meeting)
    permissions.open_meeting(by, meeting, at).enforce()
    goes_on = meeting.status == MeetingStatus.ADJOURNED
    empty_hall(meeting)
    meeting.status, meeting.adjourned_at = MeetingStatus.OPEN, None
    meeting.opened_at = meeting.opened_at or at
    meeting.reminder_due_at = meeting.morning_due_at = None
    meeting.save(
        update_fields=[
            "status", "opened_at", "adjourned_at", "reminder_due_at", "morning_due_at",
        ]
    )  # fmt: skip
    log.write(meeting, LogKind.RESUMED if goes_on else LogKind.OPENED, at=at)
    look_at_quorum(meeting, at=at)
    name = "meetings.meeting_resumed" if goes_on else "meetings.meeting_opened"
    Event.record(name, meeting, by=by, at=at)
    log.changed(meeting)
    return meeting


@together(same_present)
@transaction.atomic
def close_meeting(
    meeting: Meeting, *, present: int | None, by: Membership | None, at: datetime
) -> Meeting:
    """Close with the number counted by hand; a founding meeting with enough present founds.

    The clock (`by` None) closes without a number what nobody closed, and founds nothing; so does
    whoever chairs a joint meeting for a committee of which nobody is counted as there. Who said that
    they were coming, who was there, who spoke and what would undo a ruling is forgotten.
    """
    meeting = log.locked(meeting)
    permissions.close_meeting(by, meeting, at).enforce()
    is_own = by is not None and by.committee_id == meeting.committee_id
    if is_own and (present is None or not 1 <= present <= MOST_PRESENT):
        raise Refused(_("Count those present: at least one."))
    members = members_count(meeting.committee)
    if is_own and present is not None:
        rules.present_fits(meeting, present, members).enforce()
    meeting.status, meeting.closed_at = MeetingStatus.CLOSED, at
    meeting.adjourned_at = None
    meeting.present = present if by is not None else None
    meeting.reminder_due_at = meeting.morning_due_at = None
    meeting.save()
    log.write(meeting, LogKind.CLOSED, at=at, present=meeting.present)
    _forget(meeting)
    carry_over(meeting, at=at)
    publish_decided(meeting, at=at)
    Event.record("meetings.meeting_closed", meeting, by=by, at=at, present=meeting.present)
    log.changed(meeting)
    if meeting.opened_at is not None:
        draft_minutes(meeting, by=by if is_own else None, at=at)
    if by and present and rules.founds(meeting, present, members):
        meeting.committee = found_committee(meeting.committee, present=present, by=by, at=at)
    closings.follow(meeting, at)
    return meeting


def end_called(meeting: Meeting, reason: str, *, at: datetime) -> None:
    """A locked meeting is not held: what was to be decided waits, and every member is told why."""
    meeting.status, meeting.cancelled_at = MeetingStatus.CANCELLED, at
    meeting.cancelled_because = reason
    meeting.sequence += 1
    meeting.reminder_due_at = meeting.morning_due_at = None
    meeting.save()
    meeting.coming.all().delete()
    carry_over(meeting, at=at)
    owe_again(meeting)
    emails.meeting_cancelled(meeting, at=at)


def _forget(meeting: Meeting) -> None:
    """What was true in the hall, and joins members to it."""
    for rows in (meeting.coming, meeting.attendance, meeting.offers, meeting.speakers):
        rows.all().delete()
    meeting.log.exclude(undo={}).update(undo={})


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("committee__campus", "joint__host")
        .get(pk=meeting.pk)
    )


def _columns(details: Details, committee: Committee, zone: Any = None) -> dict[str, Any]:
    """The columns that the details fill; refused where the wall time does not exist."""
    try:
        moment = resolve(details.local_date, details.local_time, zone or committee.timezone)
    except NonexistentTime as fault:
        raise Refused(rules.no_such_time(fault)) from None
    return {
        "title": details.title,
        "place": details.place,
        "purpose": details.purpose,
        "local_date": details.local_date,
        "local_time": details.local_time,
        "minutes": details.minutes,
        "starts_at": moment.at,
        "ends_at": moment.at + timedelta(minutes=details.minutes),
        "room_link": details.room_link,
        "listening": details.listening,
    }


def _before(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "place": meeting.place,
        "minutes": meeting.minutes,
        "purpose": meeting.purpose,
        "room_link": meeting.room_link,
        "listening": meeting.listening,
        "starts_at": meeting.starts_at,
        "agenda": tuple(
            Item(one.title, one.minutes)
            for one in meeting.agenda.filter(kind=ItemKind.BUSINESS).order_by("position")
        ),
    }


def _plan_reminders(meeting: Meeting, at: datetime) -> None:
    due = reminders.due(meeting, at)
    meeting.reminder_due_at, meeting.morning_due_at = due.reminder, due.morning
