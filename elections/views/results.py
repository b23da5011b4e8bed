"""The result, and the files with which anybody can repeat the count."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from ballots import queries as ballots
from ballots.counting import blt, picture, tables
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from elections import booth, count_words
from elections.models import Election
from elections.queries.elections import steps
from elections.queries.results import Result, names_of, result_of


def election_result(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who is elected, and how the count came to it."""
    election = _found(request, public_id)
    result = result_of(election)
    if result is None:
        return page(
            request,
            "elections/no_result.html",
            {
                "election": election,
                "committee": election.committee,
                "steps": steps(election, clock.now()),
            },
        )
    return page(
        request,
        "elections/election_result.html",
        {
            "election": election,
            "committee": election.committee,
            "contest": election.contest,
            "result": result,
            "stages": range(1, len(result.count.stages) + 1),
            "booth": booth.watch_of(election, membership_of(request.user, election.committee)),
        },
    )


def result_blt(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ballots as a BLT file, which other programs count."""
    election, _result = _published(request, public_id, with_ballots=True)
    text = blt.dump(ballots.as_counted(election.contest))
    return _file(text, "text/plain; charset=utf-8", f"{election.public_id}.blt")


def result_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """The stages as a table."""
    election, result = _published(request, public_id, with_ballots=False)
    text = "\ufeff" + tables.as_csv(result.count)  # a spreadsheet takes it for UTF-8 by this mark
    return _file(text, "text/csv; charset=utf-8", f"{election.public_id}-stages.csv")


def result_picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture of the count as a file with its own colours."""
    election, result = _published(request, public_id, with_ballots=False)
    count = replace(result.count, candidates=tuple(names_of(election.contest)))
    text = picture.draw(count, count_words.picture_words())
    return _file(text, "image/svg+xml; charset=utf-8", f"{election.public_id}-count.svg")


def _found(request: HttpRequest, public_id: str) -> Election:
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    membership_of(request.user, election.committee)
    return election


def _published(
    request: HttpRequest, public_id: str, *, with_ballots: bool
) -> tuple[Election, Result]:
    """404 before the result, under five ballots, and once the ballots are deleted."""
    election = _found(request, public_id)
    result = result_of(election)
    if result is None or not result.shows_stages or (with_ballots and not result.has_ballots):
        raise Http404
    return election, result


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=content_type, headers=headers)
