"""Members demand a meeting, and sign such a demand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Committee, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from meetings import permissions
from meetings.deadlines import rule_said
from meetings.forms.requisitions import RequisitionForm
from meetings.models import Requisition, RequisitionStatus
from meetings.operations import requisitions as operations
from meetings.views.motions import committee_for


def demand_meeting(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Demand a meeting."""
    committee, member = committee_for(request, committee_id)
    permissions.demand_meeting(member, committee).enforce()
    form = RequisitionForm(request.POST or None, committee=committee)
    if request.method == "POST" and form.is_valid():
        demanded = operations.demand_meeting(
            committee,
            kind=form.cleaned_data["kind"],
            purpose=form.cleaned_data["purpose"],
            by=member,
            at=clock.now(),
        )
        say(request, _("You demand a meeting, and have signed. Tell others, so that they sign."))
        return redirect("requisition", demanded.public_id)
    context = {"committee": committee, "form": form, "rules": _rules(committee)}
    return page(request, "meetings/motions/demand_meeting.html", context)


@require_safe
def requisition(request: HttpRequest, public_id: str) -> HttpResponse:
    """One demand: its purpose, how many have signed, and what comes next."""
    found, member = _found_for(request, public_id)
    now = clock.now()
    is_open = found.status == RequisitionStatus.OPEN
    has_signed = is_open and found.signatures.filter(membership=member).exists()
    context = {
        "requisition": found,
        "committee": found.committee,
        "has_signed": has_signed,
        "may_sign": permissions.sign_requisition(member, found, now, has_signed=has_signed),
        "may_call": permissions.call_meeting(member, found.committee),
        "is_overdue": found.status == RequisitionStatus.REACHED
        and found.meeting_by is not None
        and found.meeting_by < now,
        "rules": _rules(found.committee),
    }
    return page(request, "meetings/motions/requisition.html", context)


@require_POST
def sign_requisition(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign a demand for a meeting."""
    found, member = _found_for(request, public_id)
    signed = operations.sign_requisition(found, by=member, at=clock.now())
    if signed.status == RequisitionStatus.REACHED:
        say(request, _("You signed, and that is enough. The coordinators are told."))
    else:
        say(request, _("You signed. Nobody sees who has, only how many."))
    return redirect("requisition", public_id)


def _rules(committee: Committee) -> list[str]:
    keys = ("requisition_percent", "requisition_at_least", "requisition_days")
    return [rule_said(committee, key) for key in keys]


def _found_for(request: HttpRequest, public_id: str) -> tuple[Requisition, Membership]:
    rows = Requisition.objects.visible_to(request.user).select_related(
        "committee__campus", "meeting"
    )
    found = find(rows, public_id)
    return found, membership_of(request.user, found.committee)
