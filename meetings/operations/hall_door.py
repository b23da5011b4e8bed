"""Coming in and going out. Neither leaves an event: no record joins a member to a meeting."""

from datetime import datetime

from django.db import transaction

from committees.models import Membership
from core.models import Event
from meetings import door, permissions, states
from meetings.models import Attendance, Meeting, SpeakerStatus
from meetings.operations import log
from meetings.operations.quorum import look_at_quorum


@transaction.atomic
def attend_meeting(meeting: Meeting, *, code: str, by: Membership, at: datetime) -> Meeting:
    """Count this member among those who are there, with the code where one is asked; twice is once."""
    meeting = log.locked(meeting)
    permissions.attend_meeting(by, meeting, at).enforce()
    empty_hall(meeting)
    if door.asks_code(meeting):
        door.opens(meeting, code, at).enforce()
    _row, is_new = Attendance.objects.get_or_create(meeting=meeting, membership=by)
    if is_new:
        _counted(meeting, at)
    return meeting


@transaction.atomic
def leave_meeting(meeting: Meeting, *, by: Membership, at: datetime) -> Meeting:
    """Take this member out again, off the stack and out of the offers; harmless twice."""
    meeting = log.locked(meeting)
    permissions.leave_meeting(by, meeting).enforce()
    gone, _rows = meeting.attendance.filter(membership=by).delete()
    meeting.offers.filter(membership=by).delete()
    meeting.speakers.filter(membership=by, status=SpeakerStatus.WAITING).update(
        status=SpeakerStatus.WITHDRAWN
    )
    if gone:
        _counted(meeting, at)
    return meeting


@transaction.atomic
def count_at_door(meeting: Meeting, *, number: int, by: Membership, at: datetime) -> Meeting:
    """Enter how many members without a phone are there; they are counted with the others."""
    meeting = log.locked(meeting)
    permissions.count_at_door(by, meeting, at).enforce()
    empty_hall(meeting)
    if number != meeting.hand_count:
        meeting.hand_count = number
        meeting.save(update_fields=["hand_count"])
        Event.record("meetings.counted_at_door", meeting, by=by, at=at, number=number)
        _counted(meeting, at)
    return meeting


@transaction.atomic
def empty_hall(meeting: Meeting) -> Meeting:
    """After an adjournment to another day: forget who was there, unless that was done already.

    The clock does so after some minutes; before it, the adjournment is taken back as if it had not
    been. Whoever comes in anew finds the hall empty in any case.
    """
    if not states.is_left(meeting):
        return meeting
    meeting.attendance.all().delete()
    meeting.offers.all().delete()
    meeting.hand_count = 0
    meeting.save(update_fields=["hand_count"])
    for entry in meeting.log.leaves_hall():
        del entry.undo["hall"]
        entry.save(update_fields=["undo"])
    log.moved(meeting)
    return meeting


def _counted(meeting: Meeting, at: datetime) -> None:
    """The quorum is looked at; only where it flips have open pages something else to show."""
    before = meeting.log.count()
    look_at_quorum(meeting, at=at)
    if meeting.log.count() != before:
        log.changed(meeting)
    else:
        log.moved(meeting)
