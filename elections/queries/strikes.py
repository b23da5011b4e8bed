"""Strike ballots, as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ballots import booth, definitions
from ballots import queries as ballots
from ballots.models import RollEntry
from ballots.protocol.encoding import b64
from committees.models import Committee, Membership
from core.decision import Decision
from core.steps import Step, steps_of
from elections import strikes
from elections.models import StrikeBallot, StrikeBallotStatus
from elections.permissions import strikes as may

MOST_PAST = 20


@dataclass(frozen=True, slots=True)
class StrikePage:
    """One ballot for one member. `watch` is what their browser needs to look after what it cast."""

    ballot: StrikeBallot
    may_vote: Decision
    may_rehearse: Decision
    has_paper: bool
    entry: RollEntry | None
    leaf: str
    box: str
    words: tuple[str, ...]
    watch: dict[str, Any] | None
    steps: list[Step]
    turnout_percent: int
    has_board: bool
    has_lapsed: bool
    rehearsal: StrikeBallot | None


def strike_page(ballot: StrikeBallot, member: Membership, now: datetime) -> StrikePage:
    """What the page of a ballot shows this member."""
    contest = ballot.contest
    entry = ballots.on_roll(contest, member.public_id)
    spans = [
        (_("Notice"), min(ballot.called_at, ballot.voting_opens_at), ballot.voting_opens_at),
        (_("Voting"), ballot.voting_opens_at, ballot.voting_closes_at),
        (_("Complaints and count"), ballot.voting_closes_at, contest.complaints_until),
    ]
    return StrikePage(
        ballot=ballot,
        may_vote=may.cast_strike_vote(member, ballot, entry, now),
        may_rehearse=may.rehearse_strike_ballot(member, ballot),
        has_paper=entry is not None and ballots.has_paper(contest, entry.voter),
        entry=entry,
        leaf=b64(bytes(entry.leaf)) if entry else "",
        box=booth.box_of(contest),
        words=definitions.words(contest),
        watch=booth.watch_of(contest, member.public_id, by_itself=True),
        steps=steps_of(spans, now),
        turnout_percent=strikes.turnout_percent(ballot),
        has_board=has_board(ballot),
        has_lapsed=ballot.has_lapsed(now),
        rehearsal=ballot.rehearsals.running().first(),
    )


@dataclass(frozen=True, slots=True)
class StrikeAsk:
    """An open vote that asks for an answer of somebody, who is `voter` there."""

    ballot: StrikeBallot
    voter: str
    has_paper: bool


def asks(user: object, now: datetime) -> list[StrikeAsk]:
    """Open votes, no practice, in which this person is on the roll."""
    mine = Membership.objects.active().filter(user=user).values("public_id")  # type: ignore[misc]
    rows = StrikeBallot.objects.visible_to(user).real()
    found: list[Any] = list(
        rows.filter(
            status=StrikeBallotStatus.VOTING,
            voting_closes_at__gt=now,
            contest__in=RollEntry.objects.filter(voter__in=mine).values("contest"),
        )
        .annotate(voter=F("committee__memberships__public_id"))
        .select_related("committee", "contest")
        .order_by("voting_closes_at")
    )
    taken = ballots.with_papers([one.contest for one in found], [one.voter for one in found])
    contests = {word for word, _voter in taken}
    return [StrikeAsk(one, one.voter, one.contest.public_id in contests) for one in found]


def running(committee: Committee) -> list[StrikeBallot]:
    """Those without a result yet, without practice; what closes first before the rest."""
    rows = StrikeBallot.objects.real().running().filter(committee=committee)
    return list(rows.order_by("voting_closes_at", "pk"))


def has_board(ballot: StrikeBallot) -> bool:
    """Whether its ballots stand to be checked."""
    return ballot.is_decided and ballots.has_board(ballot.contest)


def of_committee(committee: Committee) -> list[StrikeBallot]:
    """The latest, without practice."""
    rows = StrikeBallot.objects.real().filter(committee=committee)
    return list(rows.select_related("contest").order_by("-called_at", "-pk")[:MOST_PAST])
