"""What the pages about elections need, as frozen values."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ballots import queries as ballots
from ballots.counting import Count, picture
from ballots.counting.reasons import ReasonCode
from ballots.models import Contest, Option, RollEntry
from committees.models import Membership
from core.steps import Span, Step, steps_of
from elections.count_words import cut_amount, picture_words, why
from elections.models import Candidacy, Election, ElectionStatus, Outcome

FEW_VOTERS = 10


def steps(election: Election, now: datetime) -> list[Step]:
    """The timetable, with what is done, what is now and what comes."""
    spans: list[Span] = [
        (_("Nominations"), election.nominations_open_at, election.nominations_close_at),
        (_("Questions to the candidates"), election.nominations_close_at, election.voting_opens_at),
        (_("Voting"), election.voting_opens_at, election.voting_closes_at),
        (_("Complaints and count"), election.voting_closes_at, election.counted_from),
        (_("Time to challenge the result"), election.counted_from, election.challenge_ends_at),
    ]
    if election.voting_opens_at == election.nominations_close_at:
        del spans[1]
    return steps_of(spans, now)


@dataclass(frozen=True, slots=True)
class Vote:
    """An open vote of somebody, who is `voter` there.

    Whether they have cast with their paper only their browser knows.
    """

    election: Election
    voter: str
    has_paper: bool


def votes(user: object, now: datetime) -> list[Vote]:
    """Open votes in which this person is on the roll, what closes first before the rest."""
    members = Membership.objects.active().filter(user=user)  # type: ignore[misc]
    voters = dict(members.values_list("committee_id", "public_id"))
    entries = RollEntry.objects.filter(voter__in=voters.values())
    found = list(
        Election.objects.visible_to(user)
        .filter(
            status=ElectionStatus.VOTING,
            voting_closes_at__gt=now,
            contest__in=entries.values("contest"),
        )
        .select_related("committee", "contest")
        .order_by("voting_closes_at")
        .distinct()
    )
    taken = {contest for contest, _voter in _papers(found, list(voters.values()))}
    return [Vote(one, voters[one.committee_id], one.contest.public_id in taken) for one in found]


def _papers(elections: list[Election], voters: list[str]) -> set[tuple[str, str]]:
    return ballots.with_papers((one.contest for one in elections), voters)


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
    papers = contest.envelopes or 0
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
        unused=(contest.papers_issued or 0) - papers,
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
