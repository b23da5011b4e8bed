"""Strike ballots: the list, the page, practice, the booth, the ballot paper, the board."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ballots import boards, booth, paper_requests
from ballots import queries as ballots
from ballots.box import Signed
from committees.models import Committee, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.middleware import public
from core.speaking import say
from elections import strike_effects, strikes
from elections.models import StrikeBallot, StrikeFor
from elections.operations import strikes as operations
from elections.permissions import strikes as permissions
from elections.queries import strikes as queries
from meetings.effects import token


@require_safe
def strike_ballots(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The ballots of a committee, and how one is called: by a motion."""
    rows = Committee.objects.of(signed_in(request)).select_related("campus")
    committee = find(rows, committee_id)
    now = clock.now()
    ballots_of = [(one, one.has_lapsed(now)) for one in queries.of_committee(committee)]
    context = {
        "committee": committee,
        "ballots": ballots_of,
        "rules": strikes.rules_said(committee),
        "may_call": permissions.call_strike_ballot(committee),
        "motions": [(one.label, token(strike_effects.calling(one.value))) for one in StrikeFor],
    }
    return page(request, "elections/strikes/strike_ballots.html", context)


@require_safe
def strike_ballot(request: HttpRequest, public_id: str) -> HttpResponse:
    """One ballot: where it stands, its double quorum, its result and until when that is good."""
    ballot, member = found_for(request, public_id)
    context = {"page": queries.strike_page(ballot, member, clock.now()), **_of(ballot)}
    return page(request, "elections/strikes/strike_ballot.html", context)


@require_POST
def rehearse_strike_ballot(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ten minutes of practice on the same roll, with one tap."""
    ballot, member = found_for(request, public_id)
    rehearsal = operations.rehearse_strike_ballot(ballot, by=member, at=clock.now())
    say(request, _("Practice is open for ten minutes. It decides nothing."))
    return redirect("strike-ballot", rehearsal.public_id)


@require_safe
def cast_strike_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The booth for whoever is on the roll while voting is open; else why not."""
    ballot, member = found_for(request, public_id)
    entry = ballots.on_roll(ballot.contest, member.public_id)
    may_vote = permissions.cast_strike_vote(member, ballot, entry, clock.now())
    context: dict[str, Any] = _of(ballot)
    if not may_vote:
        watch = booth.watch_of(ballot.contest, member.public_id, by_itself=True)
        context |= {"reason": may_vote.reason, "booth": watch}
        return render(request, "elections/strikes/closed.html", context, status=403)
    context["booth"] = booth.booth_of(
        ballot.contest,
        member.public_id,
        paper=reverse("take-strike-paper", args=[public_id]),
        page=reverse("strike-ballot", args=[public_id]),
        title=ballot.title,
        zone=ballot.committee.timezone,
        is_practice=ballot.is_practice,
        by_itself=True,
    )
    return render(request, "ballots/cast.html", context)


@public  # answers 401 itself
@require_POST
def take_strike_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign two blinded values (protocol, section 4). Nothing of the session is written."""
    if not request.user.is_authenticated:
        return paper_requests.signed_out()
    found, member = found_for(request, public_id)

    def sign(envelope: bytes, ballot: bytes) -> Signed:
        return operations.take_strike_paper(
            found, envelope=envelope, sealed=ballot, by=member, at=clock.now()
        )

    return paper_requests.answered(request, found.contest, sign)


@require_safe
def strike_board(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every ballot of the vote; 404 before the result, and where none are published."""
    ballot, member = found_for(request, public_id)
    if not queries.has_board(ballot):
        raise Http404
    contest = ballot.contest
    names = list(contest.options.order_by("number").values_list("label", flat=True))
    shown = boards.shown(contest, member.public_id, names, request.GET.get("page", ""))
    assert shown is not None  # its board stands
    return page(request, "elections/strikes/board.html", {**_of(ballot), **shown})


def found_for(request: HttpRequest, public_id: str) -> tuple[StrikeBallot, Membership]:
    """A ballot of a committee of this person, and their membership; 404 otherwise."""
    rows = StrikeBallot.objects.visible_to(request.user)
    ballot = find(
        rows.select_related("committee__campus", "contest", "resolution", "rehearses"), public_id
    )
    return ballot, membership_of(request.user, ballot.committee)


def _of(ballot: StrikeBallot) -> dict[str, Any]:
    return {"ballot": ballot, "committee": ballot.committee}
