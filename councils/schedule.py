"""What the clock does for delegates and their committees: reminders, and what ends by silence."""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Exists, OuterRef

from committees.models import Affiliation
from core.ticking import duty, each
from councils.models import MandateReminder, Ratification, Report
from councils.operations.instructions import ask_for_instructions
from councils.operations.ratifications import call_last, let_stand
from councils.operations.reports import raise_report, remind_of_report
from meetings.models import NOT_OPEN, Meeting

MISSING_BEFORE = timedelta(hours=48)
_AT_ONCE = 200


@duty
def ask_for_missing_mandates(now: datetime) -> None:
    """Two days before a council, where items are not decided yet."""
    soon = Meeting.objects.ahead(now).filter(
        status__in=NOT_OPEN,
        committee__kind="council",
        starts_at__gt=now,
        starts_at__lte=now + MISSING_BEFORE,
    )
    for meeting in soon.select_related("committee").order_by("starts_at")[:_AT_ONCE]:
        asked = MandateReminder.objects.filter(meeting=meeting, affiliation=OuterRef("pk"))
        joined = Affiliation.objects.joined().filter(council=meeting.committee_id)
        for affiliation in joined.exclude(Exists(asked)).select_related("committee"):
            affiliation.council = meeting.committee
            ask_for_instructions(affiliation, meeting, at=now)


@duty
def remind_of_reports(now: datetime) -> None:
    """Reports that are due soon, or overdue."""
    due = Report.objects.reminder_due(now).select_related(
        "seat__affiliation__committee", "seat__affiliation__council", "meeting"
    )
    each(due, partial(remind_of_report, at=now))


@duty
def raise_missing_reports(now: datetime) -> None:
    """Reports that have been missing for so long that a meeting deals with it."""
    due = Report.objects.agenda_due(now).select_related("seat__affiliation__committee")
    each(due, partial(raise_report, at=now))


@duty
def call_last_to_ratify(now: datetime) -> None:
    """A day before the time to answer a council ends."""
    due = Ratification.objects.last_call_due(now).select_related(
        "affiliation__committee", "affiliation__council", "resolution"
    )
    each(due, partial(call_last, at=now))


@duty
def let_unanswered_stand(now: datetime) -> None:
    """What a committee has not answered in time binds it."""
    over = Ratification.objects.over(now).select_related("affiliation__committee")
    each(over, partial(let_stand, at=now))
