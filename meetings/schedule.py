"""What the clock calls: reminders, what lapses, and closing what nobody closed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from core.ticking import duty
from meetings.models import NOT_OPEN, Meeting, MeetingStatus, Requisition, RequisitionStatus
from meetings.operations import log
from meetings.operations.meetings import close_meeting
from meetings.operations.reminders import remind_members, remind_those_coming
from meetings.operations.requisitions import lapse_requisition

BATCH = 100


@duty
def drop_late_reminders(now: datetime) -> None:
    """A reminder that comes after the beginning helps nobody: it is not sent."""
    Meeting.objects.filter(status__in=NOT_OPEN, starts_at__lte=now).exclude(
        reminder_due_at=None, morning_due_at=None
    ).update(reminder_due_at=None, morning_due_at=None)


@duty
def remind(now: datetime) -> None:
    """Reminders to every member."""
    _each(Meeting.objects.reminder_due(now), partial(remind_members, by=None, at=now))


@duty
def remind_in_the_morning(now: datetime) -> None:
    """Reminders to those who are coming."""
    _each(Meeting.objects.morning_due(now), partial(remind_those_coming, by=None, at=now))


@duty
def close_abandoned(now: datetime) -> None:
    """Close a day after its end what nobody closed."""
    _each(
        Meeting.objects.abandoned(now),
        partial(close_meeting, present=None, by=None, at=now),
    )


@duty
def lapse_requisitions(now: datetime) -> None:
    """Demands for a meeting that too few signed in time."""
    rows = Requisition.objects.filter(status=RequisitionStatus.OPEN, lapses_at__lte=now)
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            due = rows.select_for_update(skip_locked=True).filter(pk=pk).first()
            if due is not None:
                lapse_requisition(due, by=None, at=now)


@duty
def tell_open_pages(now: datetime) -> None:
    """In a large hall not every coming is told at once; here the last ones are."""
    for pk in Meeting.objects.filter(status=MeetingStatus.OPEN).values_list("pk", flat=True):
        log.tell(pk)


def _each(due: QuerySet[Meeting], operate: Callable[[Meeting], object]) -> None:
    """One transaction a meeting, so that one that fails holds back no other tick's work."""
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            meeting = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if meeting is not None:
                operate(meeting)
