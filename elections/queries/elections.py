"""Elections under way, and what they ask of somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Membership
from core.steps import Span, Step, steps_of
from elections.models import Candidacy, Election, ElectionStatus


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
    entries = RollEntry.objects.filter(voter__in=voters.values(), on_paper=False)
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
