"""What became of a result: challenges, and places that fell vacant."""

from dataclasses import dataclass
from datetime import datetime

from committees.models import EARLY, Mandate, MandateSource, Membership
from committees.models.mandates import MandateQuerySet
from core.decision import Decision
from elections import permissions
from elections.models import Candidacy, Challenge, ChallengeStatus, Election
from elections.states import DECIDED
from meetings.models import UNCLOSED, AgendaItem, Meeting

_SUCCEEDS = (MandateSource.COUNT_BACK, MandateSource.ALTERNATE)


def mandates_of(election: Election) -> MandateQuerySet:
    """The mandates of the office that this election gave, alternates not among them."""
    return Mandate.objects.filter(
        committee=election.committee_id, decision=election.public_id, office=election.office
    )


def vacancies_of(election: Election, at: datetime) -> int:
    """Places whose holder ended before the term, and whom nobody succeeds or is asked to."""
    given = mandates_of(election).filter(ends_at__gt=at)
    ended = given.filter(source=MandateSource.ELECTION, ended_by__in=EARLY).count()
    return ended - given.unended().filter(source__in=_SUCCEEDS).count()


def holding(election: Election) -> set[str]:
    """The candidacies of those who carry a place of this election, or are asked to."""
    members = mandates_of(election).unended().values("membership")
    rows = election.candidacies.filter(membership__in=members)
    return set(rows.values_list("public_id", flat=True))


def gone_from(election: Election) -> frozenset[int]:
    """The numbers on the paper of those who cannot carry a place: they left, or laid it down."""
    ended = mandates_of(election).filter(ended_by__in=EARLY).values("membership")
    rows = election.candidacies.filter(outcome__gt="")
    able = rows.filter(membership__status="active").exclude(membership__in=ended)
    references = able.values_list("public_id", flat=True)
    numbers = election.contest.options.filter(is_ron=False).exclude(reference__in=references)
    return frozenset(numbers.values_list("number", flat=True))


@dataclass(frozen=True, slots=True)
class Challenged:
    """A challenge, and the meeting on whose agenda it stands while it is undecided."""

    challenge: Challenge
    agenda_of: Meeting | None


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What an election's page says after the declaration."""

    challenges: list[Challenged]
    is_open: bool
    decides: bool
    may_challenge: Decision
    vacancies: int
    may_fill: Decision
    asked: Candidacy | None


def afterwards_of(
    election: Election, member: Membership, may_challenge: Decision, at: datetime
) -> Afterwards:
    """Challenges and vacancies of a declared or annulled election."""
    challenges = list(election.challenges.select_related("meeting").order_by("made_at", "pk"))
    vacancies = vacancies_of(election, at) if election.status in DECIDED else 0
    given = mandates_of(election).filter(status="given", source=MandateSource.COUNT_BACK)
    waiting = [one for one in challenges if one.status == ChallengeStatus.OPEN]
    for one in waiting:
        one.election = election
    return Afterwards(
        decides=bool(waiting) and bool(permissions.decide_challenge(member, waiting[0])),
        challenges=_with_agenda(challenges, at),
        is_open=bool(waiting),
        may_challenge=may_challenge,
        vacancies=vacancies,
        may_fill=permissions.fill_vacancy(member, election, vacancies),
        asked=election.candidacies.filter(membership__in=given.values("membership")).first(),
    )


def _with_agenda(challenges: list[Challenge], at: datetime) -> list[Challenged]:
    waiting = [one.public_id for one in challenges if one.status == ChallengeStatus.OPEN]
    items = (
        AgendaItem.objects.filter(reference__in=waiting, meeting__status__in=UNCLOSED)
        .select_related("meeting")
        .order_by("-meeting__starts_at", "-pk")
        if waiting
        else ()
    )
    meetings = {one.reference: one.meeting for one in items}
    return [Challenged(one, meetings.get(one.public_id)) for one in challenges]
