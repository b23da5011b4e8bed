"""The board: every ballot, checked in the reader's own browser, and the program that checks the file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ballots import boards
from committees.queries.members import membership_of
from core.http import find, page
from core.middleware import public
from elections.models import Election
from elections.queries.results import names_of, result_of


@require_safe
def election_board(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the board file holds, a hundred ballots at a time; 404 where no ballots are published."""
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    contest, result = election.contest, result_of(election)
    if result is None or not (result.has_ballots or result.papers_are_few):
        raise Http404
    shown = boards.shown(contest, member.public_id, names_of(contest), request.GET.get("page", ""))
    if shown is None:
        raise Http404
    return page(
        request,
        "elections/board.html",
        {
            "election": election,
            "committee": election.committee,
            "blt": reverse("result-blt", args=[election.public_id]) if result.has_ballots else "",
            **shown,
        },
    )


@public
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program with which anybody repeats a count: one file."""
    headers = {"Content-Disposition": 'attachment; filename="verify.py"'}
    return HttpResponse(
        boards.VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers
    )
