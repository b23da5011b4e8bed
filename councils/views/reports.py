"""What delegates bring back: the list, one report, and making one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.speaking import say
from councils import permissions
from councils.forms.reports import ReportForm
from councils.models import Report
from councils.operations import reports as operations
from councils.queries import reports as queries
from councils.queries.votes import votes_of
from meetings.views.motions import committee_for


@require_safe
def delegate_reports(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The reports of a committee's delegates: made, owed and overdue."""
    committee, member = committee_for(request, committee_id)
    rows = queries.listed(committee, member, signed_in(request), clock.now())
    context = {
        "committee": committee,
        "owed": [one for one in rows if one.report.status == "owed"],
        "made": [one for one in rows if one.report.status == "made"],
    }
    return page(request, "councils/delegate_reports.html", context)


@require_safe
def delegate_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report, with the mandate beside the vote."""
    found, member = _found(request, public_id)
    context = {
        "page": queries.report_page(found, member, clock.now()),
        "report": found,
        "committee": found.seat.affiliation.committee,
    }
    return page(request, "councils/delegate_report.html", context)


def make_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Report back in a few minutes; what is known stands there already."""
    found, member = _found(request, public_id)
    now = clock.now()
    permissions.make_report(member, found, now).enforce()
    said = {"decided": found.decided, "asked": found.asked, "asked_by": found.asked_by}
    form = ReportForm(
        request.POST or None,
        lines=queries.lines_of(found),
        voted=votes_of(found.seat, found.meeting),
        initial=said if found.made_at else queries.prefilled(found),
    )
    if request.method == "POST" and form.is_valid():
        operations.make_report(found, form.said(), by=member, at=now)
        say(request, _("Your report is made. Every member of the committee can read it."))
        return redirect("delegate-report", public_id)
    context = {
        "form": form,
        "report": found,
        "committee": found.seat.affiliation.committee,
    }
    return page(request, "councils/make_report.html", context)


def _found(request: HttpRequest, public_id: str) -> tuple[Report, Membership]:
    rows = Report.objects.visible_to(request.user, clock.now())
    rows = rows.select_related(
        "meeting__committee",
        "seat__affiliation__committee",
        "seat__affiliation__council",
        "seat__mandate__membership",
    )
    found = find(rows, public_id)
    return found, membership_of(request.user, found.seat.affiliation.committee)
