"""What councils bring before a committee's meeting: decisions to answer, reports that are missing."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from committees.models import Committee
from councils.models import Ratification, Report, ReportStatus
from meetings.matters import Matter, reported, waiting
from meetings.matters import Report as Told
from meetings.minutes_markdown import plain, quoted


@waiting
def decisions_waiting(committee: Committee) -> Iterable[Matter]:
    """What a council resolved, and the committee has not answered."""
    rows = Ratification.objects.waiting().filter(affiliation__committee=committee)
    for one in rows.select_related("resolution").order_by("asked_at", "pk"):
        title = _("To ratify or reject: %(title)s") % {"title": one.resolution.title}
        yield Matter(one.public_id, title, reverse("ratification", args=[one.public_id]))


@waiting
def reports_missing(committee: Committee) -> Iterable[Matter]:
    """Reports of delegates that have been missing for too long; no name, the page has it."""
    rows = Report.objects.owed().filter(
        seat__affiliation__committee=committee, raised_at__isnull=False
    )
    rows = rows.select_related("seat__affiliation__council")
    for one in rows.order_by("agenda_at", "pk"):
        title = _("A delegate’s report is missing: %(council)s") % {
            "council": one.seat.affiliation.council.name
        }
        yield Matter(one.public_id, title, reverse("delegate-report", args=[one.public_id]))


@reported
def reports_made(committee: Committee, since: datetime | None, until: datetime) -> Iterable[Told]:
    """What delegates brought back, without their names: what was decided and what is asked of us."""
    rows = Report.objects.filter(
        status=ReportStatus.MADE, seat__affiliation__committee=committee, made_at__lte=until
    ).select_related("seat__affiliation__council")
    if since is not None:
        rows = rows.filter(made_at__gt=since)
    for one in rows.order_by("made_at", "pk"):
        council = plain(one.seat.affiliation.council.name)
        parts = [_("What was decided:"), quoted(plain(one.decided))]
        if one.asked:
            parts += [_("What is asked of us:"), quoted(plain(one.asked))]
        yield Told(
            _("Report of a delegate: %(council)s") % {"council": council}, "\n\n".join(parts)
        )
