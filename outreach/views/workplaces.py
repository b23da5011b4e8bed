"""Workplaces: the list by distance, one of them, and what is known of it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Membership
from committees.queries.faces import at_workplace
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from meetings.views.records_actions import own_committee
from outreach import permissions
from outreach.forms.workplaces import WorkplaceForm
from outreach.models import Workplace
from outreach.operations import workplaces as operations
from outreach.queries import workplaces as queries
from outreach.queries.contacts import is_named


@require_safe
def workplaces(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Those that the committee knows, the nearest first."""
    committee, member = own_committee(request, committee_id)
    context = {
        "committee": committee,
        "lines": queries.nearest_first(committee),
        "may_add": permissions.add_workplace(member, committee),
    }
    return page(request, "outreach/workplaces.html", context)


def add_workplace(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Put one on the list."""
    committee, member = own_committee(request, committee_id)
    permissions.add_workplace(member, committee).enforce()
    form = WorkplaceForm(request.POST or None, committee=committee)
    if request.method == "POST" and form.is_valid():
        added = operations.add_workplace(committee, form.said(), by=member, at=clock.now())
        say(request, _("The workplace is on the list. Next, plan a delegation there."))
        return redirect("workplace", added.public_id)
    context = {"committee": committee, "form": form}
    return page(request, "outreach/edit_workplace.html", context)


@require_safe
def workplace(request: HttpRequest, public_id: str) -> HttpResponse:
    """One workplace, its committees, the delegations there."""
    found, member = found_for(request, public_id)
    founding = urlencode({"area": found.area, "country": found.country})
    context = {
        "workplace": found,
        "committee": found.committee,
        "place": queries.place(found),
        "km": queries.kilometres(found.committee, found),
        "there": at_workplace(found.area),
        "founding": f"{reverse('open-workplace-committee')}?{founding}",
        "delegations": found.delegations.order_by("-starts_at"),
        "is_named": is_named(member, found),
        "named_count": found.named.active().count(),
        "may_name": permissions.name_member(member, found),
        "may_plan": permissions.plan_delegation(member, found.committee),
        "may_drop": permissions.drop_workplace(member, found),
    }
    return page(request, "outreach/workplace.html", context)


def edit_workplace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what is known of it now."""
    found, member = found_for(request, public_id)
    permissions.edit_workplace(member, found).enforce()
    form = WorkplaceForm(request.POST or None, committee=found.committee, workplace=found)
    if request.method == "POST" and form.is_valid():
        operations.edit_workplace(found, form.said(), by=member, at=clock.now())
        say(request, _("Changed."))
        return redirect("workplace", public_id)
    context = {"workplace": found, "committee": found.committee, "form": form}
    return page(request, "outreach/edit_workplace.html", context)


@require_POST
def drop_workplace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it off the list."""
    found, member = found_for(request, public_id)
    committee_id = found.committee.public_id
    operations.drop_workplace(found, by=member, at=clock.now())
    say(request, _("It is off the list, and its contacts are erased."))
    return redirect("workplaces", committee_id)


def found_for(request: HttpRequest, public_id: str) -> tuple[Workplace, Membership]:
    """A workplace on the list of one's committee, and one's membership there."""
    rows = Workplace.objects.visible_to(request.user)
    found = find(rows.select_related("committee__campus"), public_id)
    return found, membership_of(request.user, found.committee)
