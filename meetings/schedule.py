"""What the clock calls: reminders, what lapses, and closing what nobody closed."""

from datetime import datetime
from functools import partial

from core.ticking import BATCH, duty, each
from meetings.models import (
    NOT_OPEN,
    ActionItem,
    Meeting,
    MeetingStatus,
    Requisition,
    RequisitionStatus,
    Vote,
)
from meetings.operations import log
from meetings.operations.actions import remind_of_action
from meetings.operations.hall_door import empty_hall
from meetings.operations.meetings import close_meeting
from meetings.operations.questions import set_aside_vote
from meetings.operations.reminders import remind_members, remind_those_coming
from meetings.operations.requisitions import lapse_requisition
from meetings.operations.votes import close_overdue
from meetings.retention import rolls


@duty
def drop_late_reminders(now: datetime) -> None:
    """A reminder that comes after the beginning helps nobody: it is not sent."""
    Meeting.objects.filter(status__in=NOT_OPEN, starts_at__lte=now).exclude(
        reminder_due_at=None, morning_due_at=None
    ).update(reminder_due_at=None, morning_due_at=None)


@duty
def remind(now: datetime) -> None:
    """Reminders to every member."""
    each(Meeting.objects.reminder_due(now), partial(remind_members, by=None, at=now))


@duty
def remind_in_the_morning(now: datetime) -> None:
    """Reminders to those who are coming."""
    each(Meeting.objects.morning_due(now), partial(remind_those_coming, by=None, at=now))


@duty
def close_abandoned(now: datetime) -> None:
    """Close a day after its end what nobody closed."""
    each(
        Meeting.objects.abandoned(now),
        partial(close_meeting, present=None, by=None, at=now),
    )


@duty
def empty_halls(now: datetime) -> None:
    """Who was there before an adjournment to another day is forgotten: nobody takes it back now."""
    each(Meeting.objects.left(now), empty_hall)


@duty
def lapse_requisitions(now: datetime) -> None:
    """Demands for a meeting that too few signed in time."""
    rows = Requisition.objects.filter(status=RequisitionStatus.OPEN, lapses_at__lte=now)
    each(rows, partial(lapse_requisition, by=None, at=now))


@duty
def tell_open_pages(now: datetime) -> None:
    """In a large hall not every coming is told at once; here the last ones are."""
    open_now = Meeting.objects.filter(status=MeetingStatus.OPEN)
    for pk in log.untold(dict(open_now.values_list("public_id", "pk"))):
        log.tell(pk)


@duty
def close_overdue_votes(now: datetime) -> None:
    """Votes whose time is over, where no open page has closed them."""
    for vote in Vote.objects.overdue(now).select_related("meeting").order_by("pk")[:BATCH]:
        close_overdue(vote.meeting, at=now)


@duty
def set_aside_left_votes(now: datetime) -> None:
    """Votes that their meeting has left undecided."""
    for vote in Vote.objects.left().select_related("meeting").order_by("pk")[:BATCH]:
        set_aside_vote(vote, by=None, at=now)


@duty
def forget_rolls(now: datetime) -> None:
    """Who was there stands on the roll of a secret vote, too: it goes with the meeting, not at night."""
    rolls(now).delete()


@duty
def remind_of_actions(now: datetime) -> None:
    """Reminders to whoever took on what is to be done."""
    each(ActionItem.objects.due(now), partial(remind_of_action, by=None, at=now))
