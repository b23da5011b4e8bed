"""The ballot page. The ranking so far travels with the form; nothing is stored until it is cast."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ballots import papers
from ballots import queries as ballots
from ballots.models import Option
from ballots.papers import BadBallot
from committees.models import Membership
from committees.queries import membership_of
from core import clock
from core.decision import Decision, Refused
from core.http import find
from elections import permissions, ranking
from elections.models import Election
from elections.operations import voting
from elections.queries import FEW_VOTERS, label


@dataclass
class Booth:
    """Everything the ballot page knows while one request lasts."""

    election: Election
    member: Membership
    options: list[Option]
    ranks: list[int]
    has_voted: bool
    pressed: tuple[str, int] | None = None
    said: str = ""
    fault: str = ""
    dropped: str = ""

    @property
    def by_number(self) -> dict[int, Option]:
        return {option.number: option for option in self.options}


def cast_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rank by buttons, review, cast. Every tap posts the ranking and gets the page again."""
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    entry = ballots.on_roll(election.contest, member.public_id)
    may_vote = permissions.cast_vote(member, election, entry, clock.now())
    options = list(election.contest.options.order_by("number"))
    booth = Booth(election, member, options, [], bool(entry and entry.has_voted))
    if request.method == "POST":
        return _posted(request, booth, may_vote)
    if not may_vote:
        return _closed(request, booth, may_vote)
    _begin(booth)
    return _ballot(request, booth)


def _begin(booth: Booth) -> None:
    """Where one has voted, one's own ballot stands there to be changed."""
    if not booth.has_voted:
        return
    earlier = ballots.read_back(booth.election.contest, booth.member.public_id) or []
    gone = [number for number in earlier if booth.by_number[number].is_withdrawn]
    booth.ranks = [number for number in earlier if number not in gone]
    booth.dropped = ", ".join(booth.by_number[number].label for number in gone)


def _posted(request: HttpRequest, booth: Booth, may_vote: Decision) -> HttpResponse:
    try:
        booth.ranks = papers.read_choices(request.POST.getlist("rank"))
        if not may_vote:
            booth.ranks = [number for number in booth.ranks if number in booth.by_number]
            return _closed(request, booth, may_vote)
        papers.check_known(booth.options, booth.ranks)
        return _step(request, booth, request.POST)
    except BadBallot as fault:
        booth.fault = str(fault)
        known = booth.by_number
        booth.ranks = list(dict.fromkeys(n for n in booth.ranks if n in known))
        return _ballot(request, booth, status=422)
    except Refused as reason:  # the close came between the question and the ballot
        return _closed(request, booth, Decision(allowed=False, reason=str(reason)))


def _step(request: HttpRequest, booth: Booth, sent: QueryDict) -> HttpResponse:
    election = booth.election
    if "cast" in sent:
        voting.cast_vote(election, choices=booth.ranks, by=booth.member, at=clock.now())
        return redirect("vote-cast", election.public_id)
    for name, move in ranking.MOVES.items():
        if name in sent:
            number = papers.read_choices([str(sent[name])])[0]
            moved = move(booth.ranks, number)
            papers.check(election.contest, booth.options, moved)
            booth.ranks, booth.pressed = moved, (name, number)
            booth.said = _what_happened(booth, number)
            return _ballot(request, booth)
    if "clear" in sent:
        booth.ranks, booth.said = [], _("Nobody is ranked now.")
        return _ballot(request, booth)
    if "review" in sent:
        papers.check(election.contest, booth.options, booth.ranks)
        return _review(request, booth)
    return _ballot(request, booth)


def _what_happened(booth: Booth, number: int) -> str:
    """For those who hear the page."""
    name = label(booth.by_number[number])
    if number not in booth.ranks:
        return _("%(name)s is not ranked now.") % {"name": name}
    return _("%(name)s is your choice %(rank)s.") % {
        "name": name,
        "rank": booth.ranks.index(number) + 1,
    }


def _ballot(request: HttpRequest, booth: Booth, status: int = 200) -> HttpResponse:
    statements = dict(
        booth.election.candidacies.exclude(statement="").values_list("public_id", "statement")
    )
    lines = ranking.lines(booth.options, statements, booth.ranks, booth.pressed)
    return render(
        request,
        "elections/cast_vote.html",
        {
            "election": booth.election,
            "committee": booth.election.committee,
            "booth": booth,
            "lines": lines,
            "most": min(booth.election.contest.most_ranks, len(booth.options)),
            "is_small": booth.election.contest.roll_size < FEW_VOTERS,
        },
        status=status,
    )


def _review(request: HttpRequest, booth: Booth) -> HttpResponse:
    ranked = [booth.by_number[number] for number in booth.ranks]
    unranked = [
        one for one in booth.options if one.number not in booth.ranks and not one.is_withdrawn
    ]
    return render(
        request,
        "elections/review_vote.html",
        {
            "election": booth.election,
            "committee": booth.election.committee,
            "booth": booth,
            "ranked": [label(option) for option in ranked],
            "unranked": [label(option) for option in unranked],
        },
    )


def _closed(request: HttpRequest, booth: Booth, reason: Decision) -> HttpResponse:
    """Too late, or not on the roll: why, and what was entered, so that it is not lost in silence."""
    return render(
        request,
        "elections/vote_closed.html",
        {
            "election": booth.election,
            "committee": booth.election.committee,
            "reason": reason.reason,
            "ranked": [label(booth.by_number[number]) for number in booth.ranks],
        },
        status=403,
    )


def vote_cast(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ballot is in the box; what was chosen is not said again."""
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    entry = ballots.on_roll(election.contest, member.public_id)
    if entry is None or not entry.has_voted:
        return redirect("cast-vote", election.public_id)
    return render(
        request,
        "elections/vote_cast.html",
        {
            "election": election,
            "committee": election.committee,
            "is_small": election.contest.roll_size < FEW_VOTERS,
        },
    )
