"""Proposing an amendment, seconding, accepting and withdrawing it; composites."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page
from core.speaking import say
from meetings import permissions
from meetings.deadlines import rule_said
from meetings.differences import compare
from meetings.forms.amendments import AmendmentForm, CompositeForm
from meetings.models import CLAUSES, Amendment, Motion, MotionStatus
from meetings.operations import amendments as operations
from meetings.operations import composites
from meetings.queries import motions as queries
from meetings.views.motions import committee_for, found_for


def propose_amendment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Edit the text of a motion in place; what that changes is shown before it is proposed."""
    found, member = found_for(request, public_id)
    now = clock.now()
    permissions.propose_amendment(member, found, now).enforce()
    form = AmendmentForm(request.POST or None, motion=found)
    is_look = "look" in request.POST
    if request.method == "POST" and form.is_valid() and not is_look:
        amendment = operations.propose_amendment(
            found,
            form.clauses(),
            base_version=form.cleaned_data["base_version"],
            because=form.cleaned_data["because"],
            by=member,
            at=now,
        )
        say(request, _("Your amendment is proposed. Now ask another member to second it."))
        return _to(amendment)
    context = {
        "motion": found,
        "committee": found.committee,
        "form": form,
        "changes": _changes(found, form) if form.is_bound else [],
        "rule": rule_said(found.committee, "amendments_hours"),
    }
    return page(request, "meetings/motions/propose_amendment.html", context)


@require_POST
def second_amendment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Second an amendment with one tap."""
    found, member = _found_for(request, public_id)
    operations.second_amendment(found, by=member, at=clock.now())
    say(request, _("You seconded the amendment. The meeting will vote on it."))
    return _to(found)


@require_POST
def accept_amendment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an amendment into one's own motion."""
    found, member = _found_for(request, public_id)
    operations.accept_amendment(found, by=member, at=clock.now())
    say(request, _("You accepted the amendment. It is part of your motion now."))
    return _to(found)


@require_POST
def withdraw_amendment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an amendment back."""
    found, member = _found_for(request, public_id)
    operations.withdraw_amendment(found, by=member, at=clock.now())
    say(request, _("Your amendment is withdrawn."))
    return _to(found)


def propose_composite(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Choose motions for the same meeting, then write one text in their place."""
    committee, member = committee_for(request, committee_id)
    permissions.propose_composite(member, committee).enforce()
    now = clock.now()
    offered = queries.mergeable(committee, now)
    asked = request.POST if request.method == "POST" else request.GET
    wanted = asked.getlist("motion")
    chosen = [one for one in offered if one.public_id in wanted]
    fault = _cannot_be_merged(chosen) if "motion" in asked or "chosen" in asked else ""
    form = CompositeForm(request.POST or None, motions=chosen)
    if request.method == "POST" and not fault and form.is_valid():
        try:
            composite = composites.propose_composite(
                committee, chosen, form.draft(), by=member, at=now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("The composite is proposed. Each proposer is asked to accept it."))
            return redirect("motion", composite.public_id)
    context = {
        "committee": committee,
        "offered": offered,
        "chosen": [] if fault else chosen,
        "wanted": wanted,
        "fault": fault,
        "form": form,
    }
    answer = page(request, "meetings/motions/propose_composite.html", context)
    answer.status_code = 422 if fault else answer.status_code
    return answer


@require_POST
def accept_composite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept a composite for one's own motion."""
    found, member = found_for(request, public_id)
    accepted = composites.accept_composite(found, by=member, at=clock.now())
    if accepted.status == MotionStatus.SUBMITTED:
        say(request, _("You accepted the composite. The others are still asked."))
    else:
        say(request, _("All have accepted. The composite takes the place of its motions."))
    return redirect("motion", public_id)


def _found_for(request: HttpRequest, public_id: str) -> tuple[Amendment, Membership]:
    rows = Amendment.objects.visible_to(request.user).select_related("motion__committee")
    found = find(rows, public_id)
    return found, membership_of(request.user, found.motion.committee)


def _to(amendment: Amendment) -> HttpResponseRedirect:
    """The motion's page, at the amendment."""
    path = reverse("motion", args=[amendment.motion.public_id])
    return HttpResponseRedirect(f"{path}#amendment-{amendment.public_id}")


def _changes(motion: Motion, form: AmendmentForm) -> list[queries.ChangedClause]:
    """What the entered text would change in the motion as it is now."""
    entered = {name: str(form[name].value() or "").strip() for name in CLAUSES}
    return [
        queries.ChangedClause(queries.HEADINGS[name], compare(now, entered[name]))
        for name, now in operations.clauses_of(motion).items()
        if now != entered[name]
    ]


def _cannot_be_merged(chosen: list[Motion]) -> str:
    if len(chosen) < 2:
        return _("Choose at least two motions.")
    if len({one.meeting_id for one in chosen}) > 1:
        return _("Only motions for the same meeting can be merged.")
    return ""
