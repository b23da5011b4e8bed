"""What may be known of a contest: little while it is open, nearly all of it afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ballots import box, definitions
from ballots.counting import Contest as CountedContest
from ballots.counting import Count, Terms, count_back
from ballots.counting.yes_no import NO, YES
from ballots.models import (
    Board,
    ClosingList,
    Contest,
    ContestStatus,
    ListKind,
    PaperBallots,
    PublishedBallot,
    RollEntry,
)
from ballots.protocol import board as boards
from ballots.protocol import paper
from ballots.protocol.paper import Papers

LEAST_ROLL_WITH_TURNOUT = 30
LEAST_BALLOTS_WITH_STAGES = paper.LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class SoFar:
    """What may be told while voting is open, cut to tens."""

    papers: int
    envelopes: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to one question, in ballots."""

    yes: int
    no: int
    blank: int


def on_roll(contest: Contest, voter: str) -> RollEntry | None:
    """This voter's place on the roll."""
    return RollEntry.objects.filter(contest=contest, voter=voter).first()


def has_paper(contest: Contest, voter: str) -> bool:
    """Whether this voter has taken a paper; known until the roll is deleted."""
    if contest.status == ContestStatus.OPEN:
        return bool(box.with_papers([contest.public_id], [voter]))
    return RollEntry.objects.filter(contest=contest, voter=voter, took_paper=True).exists()


def with_papers(contests: Iterable[Contest], voters: Iterable[str]) -> set[tuple[str, str]]:
    """Which of these voters took a paper of which of these open contests, by their identifiers."""
    return box.with_papers([one.public_id for one in contests], voters)


def turnout_so_far(contest: Contest) -> SoFar | None:
    """Papers and envelopes; None with under 30 on the roll or while nothing is open."""
    if contest.roll_size < LEAST_ROLL_WITH_TURNOUT or contest.status != ContestStatus.OPEN:
        return None
    try:
        papers = box.papers_issued(contest.public_id)
        return SoFar(papers // 10 * 10, box.envelopes_received(contest.public_id) // 10 * 10)
    except box.Gone:
        return None


def shows_stages(contest: Contest) -> bool:
    """Whether there are enough ballots, of each kind, to publish more than the result."""
    return shows_board(contest) and not paper.are_few(contest.paper_ballots or 0)


def shows_board(contest: Contest) -> bool:
    """Whether there are enough ballots to publish those from browsers."""
    envelopes, papers = contest.envelopes or 0, contest.paper_ballots or 0
    return envelopes + papers >= LEAST_BALLOTS_WITH_STAGES and not paper.are_few(envelopes)


def has_board(contest: Contest) -> bool:
    """Whether its ballots stand to be checked by everybody who may read the result."""
    return shows_board(contest) and board_of(contest) is not None


def answers_of(contest: Contest) -> Answers:
    """How many said yes, no and nothing in a counted vote of one question."""
    rows = contest.counted.values_list("choices", "number")
    given = {tuple(choices): number for choices, number in rows}
    return Answers(given.get((YES,), 0), given.get((NO,), 0), given.get((), 0))


def awaits_papers(contest: Contest) -> bool:
    """Whether members voted on paper, and their papers are not entered yet."""
    return bool(contest.on_paper) and contest.paper_ballots is None


def papers_of(contest: Contest) -> Papers | None:
    """The paper ballots that go to the count; None where nobody voted on paper, or not yet."""
    kept = PaperBallots.objects.filter(contest=contest).first()
    if kept is None:
        return None
    return paper.papers_of(kept.ballots, blank=kept.blank, spoilt=kept.spoilt)


def paper_field(contest: Contest) -> dict[str, Any] | None:
    """The field `paper` of the board; None where nobody voted on paper."""
    papers = papers_of(contest)
    if papers is None:
        return None
    definition = definitions.of(contest.public_id)
    return papers.field(definition, contest.on_paper or 0, bytes(contest.paper.salt))


def paper_annex(contest: Contest) -> dict[str, Any] | None:
    """The few papers whose hash alone stands on the board; None where the board shows all."""
    papers = papers_of(contest)
    if papers is None or not paper.are_few(papers.number):
        return None
    return papers.annex(bytes(contest.paper.salt))


def closing_list(contest: Contest) -> ClosingList | None:
    """The final list where there is one, else the first; None before the close."""
    found = {one.kind: one for one in contest.lists.all()}
    return found.get(ListKind.FINAL) or found.get(ListKind.FIRST)


def hashes_of(listed: ClosingList) -> list[bytes]:
    """The envelopes' hashes, 32 bytes each, sorted."""
    joined = bytes(listed.hashes)
    return [joined[at : at + 32] for at in range(0, len(joined), 32)]


def leaves(contest: Contest) -> list[tuple[bytes, int]]:
    """The roll as the board shows it: sorted leaves, 1 where a paper was issued, 2 on paper."""
    rows = contest.roll.values_list("leaf", "took_paper", "on_paper")
    return sorted(
        (bytes(leaf), boards.ON_PAPER if on_paper else int(bool(issued)))
        for leaf, issued, on_paper in rows
    )


def board_of(contest: Contest) -> Board | None:
    """The board, once it stands and while its ballots are kept."""
    return Board.objects.filter(contest=contest).first()


def published(contest: Contest) -> Iterator[PublishedBallot]:
    """The ballots on the board, in its order."""
    rows = PublishedBallot.objects.filter(contest=contest).order_by("position")
    return rows.iterator(chunk_size=1_000)


def as_counted(contest: Contest) -> CountedContest:
    """A counted contest as the counting engine reads it."""
    options = list(contest.options.order_by("number"))
    papers = list(contest.counted.order_by("pk").values_list("choices", "number"))
    return CountedContest(
        candidates=tuple(option.label for option in options),
        seats=contest.seats,
        papers=tuple((number, tuple(choices)) for choices, number in papers),
        rule=contest.rule,
        withdrawn=frozenset(option.number for option in options if option.is_withdrawn),
        ron=next((option.number for option in options if option.is_ron), None),
        seed=bytes.fromhex(contest.lot_seed),
        invalid=(contest.envelopes or 0)
        + (contest.paper_ballots or 0)
        - sum(number for _choices, number in papers),
        title=contest.question,
        terms=Terms(**contest.terms, roll=contest.roll_size),
    )


def result(contest: Contest) -> Count | None:
    """The stages of a counted contest."""
    return Count.from_json(contest.result) if contest.result else None


def next_by_recount(contest: Contest, elected: tuple[int, ...]) -> tuple[int, ...]:
    """Who the same ballots elect without `elected`: the alternates, in order."""
    counted = as_counted(contest)
    if not set(counted.standing) - set(elected) - {counted.ron}:
        return ()
    return count_back(counted, elected).elected
