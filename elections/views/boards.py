"""The board: every ballot, checked in the reader's own browser, and the program that checks the file."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ballots import browsing, definitions, files
from ballots import queries as ballots
from ballots.protocol.encoding import b64
from committees.queries import membership_of
from core.http import find, page
from core.middleware import public
from elections import booth
from elections.board_words import halves, invalid_words, lots_of, ranked_names
from elections.models import Election
from elections.queries import names_of, result_of

VERIFIER = Path(settings.BASE_DIR) / "verifier" / "verify.py"


@require_safe
def election_board(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the board file holds, a hundred ballots at a time; 404 where no ballots are published."""
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    contest, result = election.contest, result_of(election)
    board = ballots.board_of(contest)
    if result is None or board is None or not result.has_ballots:
        raise Http404
    names = names_of(contest)
    opened = browsing.open_page(contest, _number(request))
    entry = ballots.on_roll(contest, member.public_id)
    return page(
        request,
        "elections/board.html",
        {
            "election": election,
            "committee": election.committee,
            "contest": contest,
            "board": board,
            "opened": opened,
            "lines": [
                (halves(one.tracker), ranked_names(one.choices, names)) for one in opened.ballots
            ],
            "file_size": files.about_size(contest),
            "box": booth.box_of(contest),
            "words": definitions.words(contest),
            "is_built": booth.is_built(),
            "valid": (contest.envelopes or 0) - len(board.invalid),
            "invalid_reasons": invalid_words(board.invalid),
            "invalid": browsing.invalid(contest, board),
            "unused": (contest.papers_issued or 0) - (contest.envelopes or 0),
            "lots": lots_of(contest, board),
            "entry": entry,
            "leaf": b64(bytes(entry.leaf)) if entry else "",
            "verifier_hash": verifier_hash(),
        },
    )


@public
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program with which anybody repeats a count: one file."""
    headers = {"Content-Disposition": 'attachment; filename="verify.py"'}
    return HttpResponse(
        VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers
    )


@cache
def verifier_hash() -> str:
    """SHA-256 of that file, in hex."""
    return hashlib.sha256(VERIFIER.read_bytes()).hexdigest()


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1
