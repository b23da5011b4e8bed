"""What the pages about elections need, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ballots import queries as ballots
from ballots.counting import Count, Stage
from ballots.counting.reasons import ReasonCode, amount
from ballots.models import Contest, Option, RollEntry
from committees.models import Membership
from elections.count_words import why
from elections.models import Candidacy, Election, ElectionStatus, Outcome

FEW_VOTERS = 10


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the timetable; `state` is done, now or next."""

    name: str | Promise
    starts_at: datetime
    ends_at: datetime | None
    state: str


def steps(election: Election, now: datetime) -> list[Step]:
    """The timetable, with what is done, what is now and what comes."""
    spans: list[tuple[str | Promise, datetime, datetime | None]] = [
        (_("Nominations"), election.nominations_open_at, election.nominations_close_at),
        (_("Questions to the candidates"), election.nominations_close_at, election.voting_opens_at),
        (_("Voting"), election.voting_opens_at, election.voting_closes_at),
        (_("Count and result"), election.voting_closes_at, election.voting_closes_at),
        (_("Time to challenge the result"), election.voting_closes_at, election.challenge_ends_at),
    ]
    if election.voting_opens_at == election.nominations_close_at:
        del spans[1]
    return [
        Step(name, starts, None if ends == starts else ends, _state(starts, ends, now))
        for name, starts, ends in spans
    ]


def _state(starts: datetime, ends: datetime | None, now: datetime) -> str:
    if ends is not None and ends <= now:
        return "done"
    return "now" if starts <= now else "next"


def needs_vote(user: object, now: datetime) -> list[Election]:
    """Open votes in which this person is on the roll and has not voted."""
    members = Membership.objects.active().filter(user=user)  # type: ignore[misc]
    entries = RollEntry.objects.filter(voter__in=members.values("public_id"), has_voted=False)
    return list(
        Election.objects.visible_to(user)
        .filter(
            status=ElectionStatus.VOTING,
            voting_closes_at__gt=now,
            contest__in=entries.values("contest"),
        )
        .select_related("committee")
        .order_by("voting_closes_at")
        .distinct()
    )


def needs_answer(user: object, now: datetime) -> list[Candidacy]:
    """Nominations of this person which they can still answer."""
    return list(
        Candidacy.objects.filter(
            membership__in=Membership.objects.active().filter(user=user),  # type: ignore[misc]
            status="nominated",
            election__status__in=[ElectionStatus.ANNOUNCED, ElectionStatus.NOMINATIONS],
            election__nominations_close_at__gt=now,
        )
        .select_related("election__committee")
        .order_by("election__nominations_close_at")
    )


def running(user: object, now: datetime) -> list[Election]:
    """Elections under way in this person's committees, the next deadline first."""
    return list(
        Election.objects.visible_to(user)
        .running()
        .select_related("committee")
        .order_by("due_at")
        .distinct()
    )


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
    """A stage in a sentence, with the lot drawn at it."""

    number: int
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
    rows: list[Row]
    lost: list[str]
    told: list[Told]


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
    papers = contest.papers or 0
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
        turnout_percent=round(100 * papers / contest.roll_size) if contest.roll_size else 0,
        rows=_rows(count, names) if shows else [],
        lost=[short(stage.non_transferable) for stage in count.stages] if shows else [],
        told=[_told(stage, names) for stage in count.stages] if shows else [],
    )


def names_of(contest: Contest) -> list[str]:
    """The names on the paper, in its order, RON in the reader's language."""
    return [label(option) for option in contest.options.order_by("number")]


def label(option: Option) -> str:
    """A name as written; RON in the reader's language."""
    return str(_("Re-open nominations")) if option.is_ron else option.label


def short(votes: int) -> str:
    """Votes with two decimals, or none where they are whole; the CSV holds all five."""
    text = amount(votes)
    whole, decimals = text.split(".")
    return whole if decimals == "00000" else f"{whole}.{decimals[:2]}"


def _rows(count: Count, names: list[str]) -> list[Row]:
    rows = []
    for number, name in enumerate(names, 1):
        if number in count.withdrawn:
            continue
        cells, gone = [], False
        for stage in count.stages:
            state = "elected" if number in stage.elected else ""
            state = "excluded" if number in stage.excluded else state
            cells.append(Cell("" if gone else short(stage.votes[number - 1]), state))
            gone = gone or number in stage.excluded
        rows.append(Row(name, number, cells, number in count.elected))
    return rows


def _told(stage: Stage, names: list[str]) -> Told:
    order = stage.lot.order if stage.lot else ()
    lot = [(names[number - 1], number, mark) for number, mark in order]
    return Told(stage.number, why(stage.reasons, names), lot)
