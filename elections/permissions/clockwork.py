"""The steps that only the clock takes, each at the announced moment."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.decision import ALLOWED, Decision, denied
from elections.models import Election, ElectionStatus


def open_nominations(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(election, ElectionStatus.NOMINATIONS, election.nominations_open_at, at)


def close_nominations(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(election, ElectionStatus.QUESTIONS, election.nominations_close_at, at)


def open_voting(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(election, ElectionStatus.VOTING, election.voting_opens_at, at)


def close_voting(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment; nobody closes early."""
    return _due(election, ElectionStatus.CLOSED, election.voting_closes_at, at)


def count_election(election: Election, at: datetime) -> Decision:
    """The clock, once the time for complaints is over."""
    return _due(election, ElectionStatus.COUNTED, election.contest.complaints_until, at)


def declare_election(election: Election, at: datetime) -> Decision:
    """The clock, once the ballots are counted."""
    return _due(election, ElectionStatus.DECLARED, election.voting_closes_at, at)


def finish_election(election: Election, at: datetime) -> Decision:
    """The clock, when the time for challenges is over."""
    return _due(election, ElectionStatus.FINAL, election.challenge_ends_at, at)


def _due(election: Election, status: str, moment: datetime, at: datetime) -> Decision:
    if not election.can_become(status):
        return denied(_("The election is not at this step."))
    if at < moment:
        return denied(_("It is too early for this step."))
    return ALLOWED
