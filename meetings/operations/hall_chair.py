"""The chair's rulings: one tap each, in the log, and each can be taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from committees.models import Membership
from core.models import Event
from meetings import emails, permissions, reminders
from meetings.models import (
    AgendaItem,
    Amendment,
    AmendmentStatus,
    CirculationStatus,
    LogEntry,
    LogKind,
    Meeting,
    MeetingStatus,
    Motion,
    MotionStatus,
)
from meetings.operations import adoption, log
from meetings.operations.quorum import look_at_quorum
from meetings.operations.together import same_entry, same_item, same_meeting, same_motion, together
from meetings.running import moment_fits

BREAK = timedelta(hours=3)  # a longer adjournment empties the hall, and every member is told


@together(same_item)
@transaction.atomic
def take_item(item: AgendaItem, *, by: Membership, at: datetime, seen: int | None) -> AgendaItem:
    """The next item comes before the meeting; the one before is dealt with."""
    meeting = log.locked(item.meeting, seen=seen)
    item = AgendaItem.objects.get(pk=item.pk)
    item.meeting = meeting
    permissions.take_item(by, item).enforce()
    undo = {
        "item": item.public_id,
        "was_started": item.started_at is not None,
        "before": meeting.item.public_id if meeting.item else "",
        "closed_at": meeting.list_closed_at.isoformat() if meeting.list_closed_at else "",
    }
    if meeting.item is not None:
        meeting.agenda.filter(pk=meeting.item.pk).update(done_at=at)
    item.started_at = item.started_at or at
    item.save(update_fields=["started_at"])
    meeting.item, meeting.list_closed_at = item, None
    meeting.save(update_fields=["item", "list_closed_at"])
    log.write(
        meeting,
        LogKind.ITEM_TAKEN,
        at=at,
        undo=undo,
        item=item.public_id,
        position=item.position,
        title=item.title,
    )
    Event.record("meetings.item_taken", meeting, by=by, at=at)
    log.changed(meeting)
    return item


@together(same_motion)
@transaction.atomic
def move_motion(motion: Motion, *, by: Membership, at: datetime, seen: int | None) -> Motion:
    """The motion of the item is moved, and debated."""
    motion, meeting = _of_motion(motion, seen)
    permissions.move_motion(by, motion).enforce()
    motion.status = MotionStatus.MOVED
    motion.save(update_fields=["status"])
    log.write(meeting, LogKind.MOTION_MOVED, at=at, motion=motion.public_id, title=motion.title)
    Event.record("meetings.motion_moved", motion, by=by, at=at)
    log.changed(meeting)
    return motion


@together(same_motion)
@transaction.atomic
def settle_motion(
    motion: Motion, *, outcome: str, by: Membership, at: datetime, seen: int | None
) -> Motion:
    """The motion is remitted, withdrawn, or falls, without a vote.

    What is withdrawn or falls takes its amendments with it.
    """
    motion, meeting = _of_motion(motion, seen)
    permissions.settle_motion(by, motion, outcome).enforce()
    was = motion.status
    motion.status, motion.decided_at = outcome, at
    motion.save(update_fields=["status", "decided_at"])
    falling: list[str] = []
    if outcome != MotionStatus.REMITTED:
        waiting = motion.amendments.filter(status=AmendmentStatus.SECONDED)
        falling = list(waiting.values_list("public_id", flat=True))
        waiting.update(status=AmendmentStatus.FELL, decided_at=at)
        adoption.can_be_put_again(motion)
    log.write(
        meeting,
        LogKind.MOTION_SETTLED,
        at=at,
        undo={"was": was, "amendments": falling},
        motion=motion.public_id,
        title=motion.title,
        outcome=outcome,
    )
    Event.record("meetings.motion_settled", motion, by=by, at=at, outcome=outcome)
    log.changed(meeting)
    return motion


@transaction.atomic
def move_amendment(
    amendment: Amendment, *, by: Membership, at: datetime, seen: int | None
) -> Amendment:
    """An amendment is moved, and debated before the motion goes on."""
    amendment, meeting = _of_amendment(amendment, seen)
    permissions.move_amendment(by, amendment).enforce()
    amendment.status = AmendmentStatus.MOVED
    amendment.save(update_fields=["status"])
    log.write(meeting, LogKind.AMENDMENT_MOVED, at=at, **_facts(amendment))
    Event.record("meetings.amendment_moved", amendment, by=by, at=at)
    log.changed(meeting)
    return amendment


@transaction.atomic
def settle_amendment(
    amendment: Amendment, *, outcome: str, by: Membership, at: datetime, seen: int | None
) -> Amendment:
    """The amendment is withdrawn or falls, without a vote."""
    amendment, meeting = _of_amendment(amendment, seen)
    permissions.settle_amendment(by, amendment, outcome).enforce()
    amendment.status, amendment.decided_at = outcome, at
    amendment.save(update_fields=["status", "decided_at"])
    log.write(meeting, LogKind.AMENDMENT_SETTLED, at=at, outcome=outcome, **_facts(amendment))
    Event.record("meetings.amendment_settled", amendment, by=by, at=at, outcome=outcome)
    log.changed(meeting)
    return amendment


@together(same_meeting)
@transaction.atomic
def note_ruling(
    meeting: Meeting,
    *,
    is_upheld: bool,
    text: str,
    by: Membership,
    at: datetime,
    seen: int | None,
) -> LogEntry:
    """The chair's answer to a point of order, in a sentence that names nobody."""
    meeting = log.locked(meeting, seen=seen)
    permissions.note_ruling(by, meeting).enforce()
    entry = log.write(meeting, LogKind.RULED, at=at, upheld=is_upheld, text=text)
    Event.record("meetings.ruling_noted", meeting, by=by, at=at)
    log.changed(meeting)
    return entry


@together(same_meeting)
@transaction.atomic
def adjourn_meeting(
    meeting: Meeting, *, until: datetime, by: Membership, at: datetime, seen: int | None
) -> Meeting:
    """Break off until a moment.

    A break keeps who is there. After a longer one the hall fills anew: nobody counts as there, and
    who was is forgotten as soon as this is not taken back at once; the meeting has another date,
    and every member is told.
    """
    meeting = log.locked(meeting, seen=seen)
    permissions.adjourn_meeting(by, meeting).enforce()
    moment_fits(until, at).enforce()
    undo: dict[str, Any] = {name: getattr(meeting, name).isoformat() for name in _WHEN}
    is_break = until - at <= BREAK
    meeting.status, meeting.adjourned_at = MeetingStatus.ADJOURNED, at
    if is_break:
        meeting.ends_at = max(meeting.ends_at, until + timedelta(minutes=1))
    else:
        undo["hall"] = True  # `hall_door.empty_hall` takes it away
        _meet_again(meeting, until, at)
    meeting.save()
    log.write(
        meeting,
        LogKind.ADJOURNED,
        at=at,
        undo=undo,
        until=until.isoformat(),
        is_break=is_break,
    )
    Event.record("meetings.meeting_adjourned", meeting, by=by, at=at)
    log.changed(meeting)
    return meeting


@together(same_entry)
@transaction.atomic
def undo_ruling(meeting: Meeting, *, number: int, by: Membership, at: datetime) -> LogEntry:
    """Take back the newest ruling, which the page showed as `number`; twice is refused."""
    meeting = log.locked(meeting)
    entry = meeting.log.filter(number=number).first()
    newest = log.newest(meeting)
    is_newest = newest is not None and newest.number == number
    permissions.undo_ruling(
        by, meeting, entry if is_newest or _is_undone(entry) else None
    ).enforce()
    assert entry is not None
    log.UNDOERS[entry.kind](meeting, entry, at)
    entry.undone_at = at
    entry.save(update_fields=["undone_at"])
    Event.record("meetings.ruling_undone", meeting, by=by, at=at, kind=entry.kind)
    log.changed(meeting)
    return entry


_WHEN = ("local_date", "local_time", "starts_at", "ends_at")
_READ: dict[str, Callable[[str], Any]] = {
    "local_date": lambda text: datetime.fromisoformat(text).date(),
    "local_time": lambda text: datetime.fromisoformat(f"2000-01-01T{text}").time(),
    "starts_at": datetime.fromisoformat,
    "ends_at": datetime.fromisoformat,
}


def _is_undone(entry: LogEntry | None) -> bool:
    return entry is not None and entry.undone_at is not None


def _of_motion(motion: Motion, seen: int | None) -> tuple[Motion, Meeting]:
    """The motion as it stands under the lock of its meeting."""
    meeting = log.locked(_meeting_of(motion), seen=seen)
    motion = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    motion.meeting = meeting
    return motion, meeting


def _of_amendment(amendment: Amendment, seen: int | None) -> tuple[Amendment, Meeting]:
    motion, meeting = _of_motion(amendment.motion, seen)
    amendment = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    amendment.motion = motion
    return amendment, meeting


def _meeting_of(motion: Motion) -> Meeting:
    if motion.meeting is None:
        raise Motion.DoesNotExist
    return motion.meeting


def _facts(amendment: Amendment) -> dict[str, Any]:
    return {
        "amendment": amendment.public_id,
        "motion": amendment.motion.public_id,
        "title": amendment.motion.title,
    }


def _meet_again(meeting: Meeting, until: datetime, at: datetime) -> None:
    """The meeting as if it were called for that moment, with as much time as before."""
    before = {"starts_at": meeting.starts_at, "place": meeting.place}
    local = until.astimezone(meeting.timezone)
    meeting.local_date, meeting.local_time = local.date(), local.time().replace(fold=0)
    meeting.starts_at, meeting.ends_at = until, until + timedelta(minutes=meeting.minutes)
    meeting.sequence += 1
    meeting.reminded_at = None
    due = reminders.due(meeting, at)
    meeting.reminder_due_at, meeting.morning_due_at = due.reminder, due.morning
    emails.meeting_changed(meeting, ["when"], before, at=at)


def _untake(meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    """The item before is before the meeting again, its list as it was."""
    if not entry.undo["was_started"]:
        meeting.agenda.filter(public_id=entry.undo["item"]).update(started_at=None)
    meeting.item = meeting.agenda.filter(public_id=entry.undo["before"]).first()
    meeting.agenda.filter(public_id=entry.undo["before"]).update(done_at=None)
    closed = entry.undo["closed_at"]
    meeting.list_closed_at = datetime.fromisoformat(closed) if closed else None
    meeting.save(update_fields=["item", "list_closed_at"])


def _unmove(meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    meeting.motions.filter(public_id=entry.facts["motion"]).update(status=MotionStatus.ON_AGENDA)


def _unsettle(_meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    motion = Motion.objects.get(public_id=entry.facts["motion"])
    motion.status, motion.decided_at = entry.undo["was"], None
    motion.save(update_fields=["status", "decided_at"])
    adoption.answer_circulation(motion, CirculationStatus.PUT, at=None)
    motion.amendments.filter(public_id__in=entry.undo["amendments"]).update(
        status=AmendmentStatus.SECONDED, decided_at=None
    )


def _unmove_amendment(_meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    Amendment.objects.filter(public_id=entry.facts["amendment"]).update(
        status=AmendmentStatus.SECONDED
    )


def _unsettle_amendment(_meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    Amendment.objects.filter(public_id=entry.facts["amendment"]).update(
        status=AmendmentStatus.MOVED, decided_at=None
    )


def _unrule(_meeting: Meeting, _entry: LogEntry, _at: datetime) -> None:
    """The line itself is what is taken back."""


def _unadjourn(meeting: Meeting, entry: LogEntry, at: datetime) -> None:
    """The meeting goes on at once; where another date was sent out, the old one is."""
    before = {"starts_at": meeting.starts_at, "place": meeting.place}
    meeting.status, meeting.adjourned_at = MeetingStatus.OPEN, None
    meeting.reminder_due_at = meeting.morning_due_at = None
    for name in _WHEN:
        setattr(meeting, name, _READ[name](entry.undo[name]))
    if not entry.facts["is_break"]:
        meeting.sequence += 1
        emails.meeting_changed(meeting, ["when"], before, at=at)
    meeting.save()
    look_at_quorum(meeting, at=at)


log.UNDOERS.update(
    {
        LogKind.ITEM_TAKEN: _untake,
        LogKind.MOTION_MOVED: _unmove,
        LogKind.MOTION_SETTLED: _unsettle,
        LogKind.AMENDMENT_MOVED: _unmove_amendment,
        LogKind.AMENDMENT_SETTLED: _unsettle_amendment,
        LogKind.RULED: _unrule,
        LogKind.ADJOURNED: _unadjourn,
    }
)
