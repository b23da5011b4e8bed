"""Delegations: planned, joined, prepared, printed, reported, concluded."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Campus, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from meetings import effects
from meetings.views.records_actions import own_committee
from outreach import permissions
from outreach.delegation_sheet import delegation_sheet
from outreach.forms.delegations import (
    ConcludeDelegationForm,
    JoinDelegationForm,
    PlanDelegationForm,
    PrepareDelegationForm,
    ReportDelegationForm,
)
from outreach.models import Delegation, Workplace
from outreach.operations import delegations as operations
from outreach.queries import delegations as queries


@require_safe
def delegations(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Those that go, and those that went."""
    committee, member = own_committee(request, committee_id)
    lines, now = queries.of_committee(committee, member), clock.now()
    decided = [one for one in reversed(lines) if one.delegation.status == "decided"]
    context = {
        "committee": committee,
        "gone": [one for one in decided if one.delegation.is_over(now)],
        "ahead": [one for one in decided if not one.delegation.is_over(now)],
        "past": [one for one in lines if one.delegation.status != "decided"],
        "may_plan": permissions.plan_delegation(member, committee),
        "has_workplaces": Workplace.objects.filter(committee=committee).exists(),
    }
    return page(request, "outreach/delegations.html", context)


def plan_delegation(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Where, when and who carries what; it goes on as a motion, which a meeting decides."""
    committee, member = own_committee(request, committee_id)
    permissions.plan_delegation(member, committee).enforce()
    campus = None
    if to_campus := request.GET.get("campus"):
        campus = find(Campus.objects.all(), to_campus)
    form = PlanDelegationForm(
        request.POST or None,
        committee=committee,
        at=clock.now(),
        campus=campus,
        to=request.GET.get("workplace", ""),
    )
    if request.method == "POST" and form.is_valid():
        asked = urlencode({"effect": effects.token(form.asked())})
        return redirect(f"{reverse('submit-motion', args=[committee_id])}?{asked}")
    context = {"committee": committee, "form": form, "campus": campus}
    return page(request, "outreach/plan_delegation.html", context)


@require_safe
def delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One delegation: to who goes along with where and with whom, to others with how many."""
    found, member = _found(request, public_id)
    now = clock.now()
    context = {
        "delegation": found,
        "is_gone": found.status == "decided" and found.is_over(now),
        "committee": found.committee,
        "going": found.going.count(),
        "fellows": queries.fellows(found, member),
        "follow_ups": queries.follow_ups(
            found.follow_ups.all(),
            member,
            now,
            may_take=permissions.take_follow_up,
            may_finish=permissions.finish_follow_up,
        ),
        "form": JoinDelegationForm(),
        "may_join": permissions.join_delegation(member, found, now),
        "may_leave": permissions.leave_delegation(member, found),
        "may_prepare": permissions.prepare_delegation(member, found),
        "may_cancel": permissions.cancel_delegation(member, found),
        "may_report": permissions.report_delegation(member, found, now),
        "may_conclude": permissions.conclude_delegation(member, found),
    }
    return page(request, "outreach/delegation.html", context)


@require_POST
def join_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """I go along."""
    found, member = _found(request, public_id)
    form = JoinDelegationForm(request.POST)
    carries = form.cleaned_data["carries"] if form.is_valid() else ""
    operations.join_delegation(found, carries=carries, by=member, at=clock.now())
    undo = reverse("leave-delegation", args=[public_id])
    say(request, _("You are going. Those who go along see your chosen name."), undo=undo)
    return redirect("delegation", public_id)


@require_POST
def leave_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """I do not go after all."""
    found, member = _found(request, public_id)
    operations.leave_delegation(found, by=member, at=clock.now())
    say(request, _("You are not going. Somebody else can."))
    return redirect("delegation", public_id)


def prepare_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where its members meet, what to say and to ask."""
    found, member = _found(request, public_id)
    permissions.prepare_delegation(member, found).enforce()
    kept = {name: getattr(found, name) for name in ("meet_at", "to_say", "questions")}
    form = PrepareDelegationForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        operations.prepare_delegation(found, **form.cleaned_data, by=member, at=clock.now())
        say(request, _("Prepared. Print the sheet before you go."))
        return redirect("delegation", public_id)
    context = {"delegation": found, "committee": found.committee, "form": form}
    return page(request, "outreach/prepare_delegation.html", context)


@require_safe
def print_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One sheet to take along; it names nobody."""
    found, member = _found(request, public_id)
    permissions.print_delegation(member, found).enforce()
    made = delegation_sheet(found)
    if not made.is_printable:
        context = {"delegation": found, "committee": found.committee, "blocks": made.blocks}
        return render(request, "outreach/print_delegation.html", context, status=422)
    return made.answer("delegation.pdf")


@require_POST
def cancel_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """It does not go."""
    found, member = _found(request, public_id)
    operations.cancel_delegation(found, by=member, at=clock.now())
    say(request, _("Cancelled. Those who would have gone are told."))
    return redirect("delegation", public_id)


def report_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Five minutes on a phone."""
    found, member = _found(request, public_id)
    now = clock.now()
    permissions.report_delegation(member, found, now).enforce()
    today = now.astimezone(found.committee.timezone).date()
    form = ReportDelegationForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        operations.report_delegation(
            found,
            met=data["met"],
            said=data["said"],
            agreed=data["agreed"],
            follow_ups_=form.follow_ups(),
            by=member,
            at=now,
        )
        say(request, _("Thank you. The next meeting is told, and its minutes say it."))
        return redirect("delegation", public_id)
    context = {"delegation": found, "committee": found.committee, "form": form}
    return page(request, "outreach/report_delegation.html", context)


def conclude_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    """What came of it."""
    found, member = _found(request, public_id)
    permissions.conclude_delegation(member, found).enforce()
    form = ConcludeDelegationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.conclude_delegation(found, **form.cleaned_data, by=member, at=clock.now())
        say(request, _("Members read what came of it."))
        return redirect("delegation", public_id)
    context = {"delegation": found, "committee": found.committee, "form": form}
    return page(request, "outreach/conclude_delegation.html", context)


def _found(request: HttpRequest, public_id: str) -> tuple[Delegation, Membership]:
    rows = Delegation.objects.visible_to(request.user)
    found = find(
        rows.select_related("committee__campus", "workplace", "campus", "resolution", "statement"),
        public_id,
    )
    return found, membership_of(request.user, found.committee)
