"""The declared result, as its page shows it."""

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ballots import queries as ballots
from ballots.counting import Count, picture
from ballots.counting.reasons import ReasonCode
from ballots.models import Contest, Option
from elections.count_words import cut_amount, picture_words, why
from elections.models import Candidacy, Election, ElectionStatus, Outcome

FEW_VOTERS = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate's votes at a stage."""

    votes: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate through the stages."""

    name: str
    number: int
    cells: list[Cell]
    is_elected: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A stage: its heading, its picture, a sentence, and the lot drawn at it."""

    number: int
    heading: str
    picture: SafeString
    text: str
    lot: list[tuple[str, int, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What the result page shows; without stages where too few voted."""

    elected: list[Candidacy]
    alternates: list[Candidacy]
    empty: int
    ron_won: bool
    count: Count
    shows_stages: bool
    has_ballots: bool
    is_small: bool
    turnout_percent: int
    unused: int
    voted: int
    papers_are_few: bool
    rows: list[Row]
    lost: list[str]
    names: list[str]

    def told(self) -> list[Told]:
        """The stages in words and pictures; drawn when a page asks, as files do not need them."""
        return _told(self.count, self.names) if self.shows_stages else []


def result_of(election: Election) -> Result | None:
    """The declared result; None before."""
    contest = election.contest
    count = ballots.result(contest)
    if count is None or election.status not in (ElectionStatus.DECLARED, ElectionStatus.FINAL):
        return None
    chosen = list(
        election.candidacies.filter(outcome__in=[Outcome.ELECTED, Outcome.ALTERNATE]).order_by(
            "position"
        )
    )
    shows = ballots.shows_stages(contest)
    names = names_of(contest)
    papers = (contest.envelopes or 0) + (contest.paper_ballots or 0)
    return Result(
        elected=[one for one in chosen if one.outcome == Outcome.ELECTED],
        alternates=[one for one in chosen if one.outcome == Outcome.ALTERNATE],
        empty=election.seats - len(count.elected),
        ron_won=any(
            reason.code == ReasonCode.RON_REACHED_QUOTA
            for stage in count.stages
            for reason in stage.reasons
        ),
        count=count,
        shows_stages=shows,
        has_ballots=shows and contest.counted.exists(),
        is_small=papers < FEW_VOTERS,
        unused=(contest.papers_issued or 0) - (contest.envelopes or 0),
        voted=papers,
        papers_are_few=ballots.shows_board(contest) and not shows,
        turnout_percent=round(100 * papers / contest.roll_size) if contest.roll_size else 0,
        rows=_rows(count, names) if shows else [],
        lost=[cut_amount(stage.non_transferable) for stage in count.stages] if shows else [],
        names=names,
    )


def names_of(contest: Contest) -> list[str]:
    """The names on the paper, in its order, RON in the reader's language."""
    return [label(option) for option in contest.options.order_by("number")]


def label(option: Option) -> str:
    """A name as written; RON in the reader's language."""
    return str(_("Re-open nominations")) if option.is_ron else option.label


def _rows(count: Count, names: list[str]) -> list[Row]:
    rows = []
    for number, name in enumerate(names, 1):
        if number in count.withdrawn:
            continue
        cells, gone = [], False
        for stage in count.stages:
            state = "elected" if number in stage.elected else ""
            state = "excluded" if number in stage.excluded else state
            cells.append(Cell("" if gone else cut_amount(stage.votes[number - 1]), state))
            gone = gone or number in stage.excluded
        rows.append(Row(name, number, cells, number in count.elected))
    return rows


def _told(count: Count, names: list[str]) -> list[Told]:
    drawn = picture.parts(replace(count, candidates=tuple(names)), picture_words())
    return [
        Told(
            number=stage.number,
            heading=part.heading,
            picture=mark_safe(part.svg),  # noqa: S308  every text in it is escaped there
            text=why(stage.reasons, names),
            lot=[
                (names[number - 1], number, mark)
                for number, mark in (stage.lot.order if stage.lot else ())
            ],
        )
        for stage, part in zip(count.stages, drawn, strict=True)
    ]
