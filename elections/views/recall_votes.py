"""The vote of a recall: the ballot page, the ballot paper, the board."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ballots import boards, paper_requests
from ballots import queries as ballots
from ballots.box import Signed
from core import clock
from core.http import page
from core.middleware import public
from elections import booth, permissions
from elections.operations import recall_votes as operations
from elections.views.recalls import found_for


@require_safe
def cast_recall_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The booth for whoever is on the roll while voting is open; else why not."""
    petition, member = found_for(request, public_id)
    contest = petition.contest
    entry = ballots.on_roll(contest, member.public_id) if contest else None
    may_vote = permissions.cast_recall_vote(member, petition, entry, clock.now())
    if not may_vote:
        context: dict[str, Any] = {
            "reason": may_vote.reason,
            "petition": petition,
            "committee": petition.committee,
            "booth": booth.recall_watch_of(petition, member),
        }
        return render(request, "elections/recall_closed.html", context, status=403)
    context = {"booth": booth.recall_booth_of(petition, member), "committee": petition.committee}
    return render(request, "ballots/cast.html", context)


@public  # answers 401 itself
@require_POST
def take_recall_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign two blinded values (protocol, section 4). Nothing of the session is written."""
    if not request.user.is_authenticated:
        return paper_requests.signed_out()
    petition, member = found_for(request, public_id)
    if petition.contest is None:
        raise Http404

    def sign(envelope: bytes, ballot: bytes) -> Signed:
        return operations.take_recall_paper(
            petition, envelope=envelope, ballot=ballot, by=member, at=clock.now()
        )

    return paper_requests.answered(request, petition.contest, sign)


@require_safe
def recall_board(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every ballot of the vote; 404 before the result, and where none are published."""
    petition, member = found_for(request, public_id)
    contest = petition.contest
    if contest is None or not petition.is_decided or not ballots.shows_board(contest):
        raise Http404
    names = list(contest.options.order_by("number").values_list("label", flat=True))
    shown = boards.shown(contest, member.public_id, names, request.GET.get("page", ""))
    if shown is None:
        raise Http404
    context = {"petition": petition, "committee": petition.committee, "by_itself": True, **shown}
    return page(request, "elections/recall_board.html", context)
