"""Reports: owed when a council's meeting closes, asked for by the clock, made by the delegate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from committees.models import Membership, Seat
from committees.standing_orders import orders
from core.models import Event
from councils import emails, permissions
from councils.models import Report, ReportLine, ReportStatus
from councils.queries.instructions import in_force, items_of
from councils.queries.votes import votes_of
from meetings.models import Meeting
from meetings.operations.agenda import raise_matters, settle_matter

REMINDED_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says; `voted` holds the vote and the reason for each item by its identifier."""

    decided: str
    asked: str = ""
    asked_by: date | None = None
    voted: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@transaction.atomic
def owe_reports(meeting: Meeting, *, at: datetime) -> list[Report]:
    """A council's meeting that took place is closed: whoever sat there owes a report, as it was told."""
    sat = Q(ended_at__isnull=True) | Q(ended_at__gt=meeting.opened_at)
    seats = Seat.objects.filter(sat, affiliation__council=meeting.committee_id, taken_at__lte=at)
    seats = seats.select_related("affiliation__committee").order_by("pk")
    items = items_of(meeting)
    told = in_force({one.affiliation_id for one in seats}, items)
    owed = [_owe(seat, meeting, at) for seat in seats]
    ReportLine.objects.bulk_create(
        ReportLine(
            report=report,
            item=item,
            instruction=told.get((report.seat.affiliation_id, item.pk)),
        )
        for report in owed
        for item in items
    )
    Event.record_many("councils.report_owed", owed, by=None, at=at)
    return owed


@transaction.atomic
def make_report(report: Report, said: Said, *, by: Membership, at: datetime) -> Report:
    """Report back; no meeting that is still to come deals with its absence.

    Where a vote was by name it stands as the council's record has it, whatever the delegate says.
    """
    report = _locked(report)
    permissions.make_report(by, report, at).enforce()
    is_new = report.can_become(ReportStatus.MADE)
    report.decided, report.asked, report.asked_by = said.decided, said.asked, said.asked_by
    report.status, report.made_at = ReportStatus.MADE, report.made_at or at
    report.remind_at = None
    report.save(update_fields=["decided", "asked", "asked_by", "status", "made_at", "remind_at"])
    lines = list(report.lines.select_related("item"))
    recorded = votes_of(report.seat, report.meeting)
    for line in lines:
        voted, line.because = said.voted.get(line.item.public_id, ("", ""))
        line.voted = recorded.get(line.item_id, voted)
    ReportLine.objects.bulk_update(lines, ["voted", "because"])
    name = "councils.report_made" if is_new else "councils.report_corrected"
    Event.record(name, report, by=by, at=at)
    settle_matter(report.seat.affiliation.committee, report.public_id)
    return report


@transaction.atomic
def remind_of_report(report: Report, *, at: datetime) -> Report:
    """Ask the delegate for it: before it is due, and once it is overdue."""
    emails.report_wanted(report, at=at)
    report.remind_at = report.due_at if at < report.due_at else None
    report.save(update_fields=["remind_at"])
    return report


@transaction.atomic
def raise_report(report: Report, *, at: datetime) -> Report:
    """It is missing for so long that the committee's next meeting deals with it."""
    report.raised_at = at
    report.save(update_fields=["raised_at"])
    Event.record("councils.report_raised", report, by=None, at=at)
    raise_matters(report.seat.affiliation.committee, at)
    return report


def _owe(seat: Seat, meeting: Meeting, at: datetime) -> Report:
    rules = orders(seat.affiliation.committee)
    due_at = at + timedelta(days=rules.report_days)
    return Report.objects.create(
        seat=seat,
        meeting=meeting,
        owed_at=at,
        due_at=due_at,
        agenda_at=at + timedelta(days=rules.report_agenda_days),
        remind_at=max(at + timedelta(hours=12), due_at - REMINDED_BEFORE),
    )


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("seat__affiliation__committee", "seat__mandate").get(pk=report.pk)
