"""Complaints: the member's page, the returning officer's, and the decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ballots.models import Complaint
from ballots.proofs import proof_of
from ballots.protocol.board import tracker
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from elections import booth, permissions
from elections.forms.complaints import RulingForm
from elections.models import Election
from elections.operations import complaints as operations
from elections.queries.complaints import can_be_brought, heard


@require_safe
def complain(request: HttpRequest, public_id: str) -> HttpResponse:
    """What can go wrong with a ballot, what it means, what to do, and until when.

    The complaint itself goes from the browser to the box, without a session.
    """
    election, member = _found(request, public_id)
    return page(
        request,
        "elections/complain.html",
        {
            "election": election,
            "committee": election.committee,
            "is_open": can_be_brought(election, clock.now()),
            "booth": booth.watch_of(election, member),
        },
    )


@require_safe
def complaints(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every complaint with what its evidence proves."""
    election, member = _found(request, public_id)
    permissions.complaints(member, election).enforce()
    return page(
        request,
        "elections/complaints.html",
        {
            "election": election,
            "committee": election.committee,
            "heard": heard(election),
            "decided": list(election.complaint_decisions.order_by("decided_at", "pk")),
        },
    )


def decide_complaint(request: HttpRequest, public_id: str) -> HttpResponse:
    """One complaint, and the form with which it is decided."""
    elections = Election.objects.visible_to(request.user)
    complaint = find(
        Complaint.objects.filter(contest__in=elections.values("contest")).select_related("contest"),
        public_id,
    )
    election, member = _found(request, elections.get(contest=complaint.contest).public_id)
    permissions.decide_complaint(member, election, complaint).enforce()
    form = RulingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.decide_complaint(complaint, **form.cleaned_data, by=member, at=clock.now())
        say(request, _("Decided. It stands on the election’s page with your reason."))
        return redirect("complaints", election.public_id)
    return page(
        request,
        "elections/decide_complaint.html",
        {
            "election": election,
            "committee": election.committee,
            "mark": tracker(bytes(complaint.key)),
            "proof": proof_of(complaint),
            "form": form,
        },
    )


def _found(request: HttpRequest, public_id: str) -> tuple[Election, Membership]:
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    return election, membership_of(request.user, election.committee)
