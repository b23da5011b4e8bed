"""Who carries which office, and handing offices on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees import permissions
from committees.forms.memberships import ShareOfficeForm
from committees.models import Committee, Mandate, Membership, Office
from committees.operations import mandates
from committees.queries.members import membership_of, roll_looks
from committees.queries.offices import nags, own_mandates
from committees.queries.offices import offices as offices_held
from core import clock
from core.http import find, page, signed_in
from core.speaking import say


def offices(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offices, their holders by name, and what one carries oneself."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = membership_of(request.user, committee)
    own = own_mandates(member)
    context = {
        "committee": committee,
        "offices": offices_held(committee),
        "own": own,
        "mine": {one.public_id for one in own},
        "nags": nags(committee, member),
        "roll_looks": roll_looks(committee, clock.now()),
        "may_share": member.holds(Office.COORDINATOR),
        "may_see_roll": permissions.see_roll(member),
        "may_suspend": permissions.suspensions(member),
    }
    return page(request, "committees/offices.html", context)


def share_office(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask another member to carry a provisional office too."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = membership_of(request.user, committee)
    form = ShareOfficeForm(request.POST if request.method == "POST" else None, member=member)
    may_share = permissions.share_office(member, form.first_office)
    if form.is_bound:
        may_share.enforce()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        mandates.share_office(data["other"], office=data["office"], by=member, at=clock.now())
        messages.success(request, _("They are asked by mail. The office begins when they accept."))
        return redirect("offices", committee.public_id)
    context = {
        "committee": committee,
        "form": form,
        "may_share": may_share,
    }
    return page(request, "committees/share_office.html", context)


@require_POST
def accept_office(request: HttpRequest, public_id: str) -> HttpResponse:
    """Carry the office that was offered."""
    mandate, member = _own(request, public_id)
    mandates.accept_office(mandate, by=member, at=clock.now())
    say(
        request,
        _("You carry this office now. Members see your chosen name there."),
        undo=reverse("lay-down-office", args=[public_id]),
    )
    return redirect("offices", mandate.committee.public_id)


@require_POST
def decline_office(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say no to an office that was offered."""
    mandate, member = _own(request, public_id)
    mandates.decline_office(mandate, by=member, at=clock.now())
    messages.success(request, _("You have said no. Nobody else is told why."))
    return redirect("offices", mandate.committee.public_id)


def lay_down_office(request: HttpRequest, public_id: str) -> HttpResponse:
    """End one's own office before its term."""
    mandate, member = _own(request, public_id)
    if request.method == "POST":
        mandates.lay_down_office(mandate, by=member, at=clock.now())
        messages.success(request, _("You have laid the office down. You are still a member."))
        return redirect("offices", mandate.committee.public_id)
    others = Mandate.objects.live().filter(committee=mandate.committee, office=mandate.office)
    context = {
        "committee": mandate.committee,
        "mandate": mandate,
        "is_last": not others.exclude(pk=mandate.pk).exists(),
        "may_lay_down": permissions.lay_down_office(member, mandate),
    }
    return page(request, "committees/lay_down_office.html", context)


def _own(request: HttpRequest, public_id: str) -> tuple[Mandate, Membership]:
    rows = Mandate.objects.filter(membership__user=signed_in(request), membership__status="active")
    mandate = find(rows.select_related("committee", "membership"), public_id)
    return mandate, mandate.membership
