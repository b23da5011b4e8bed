"""A member's vote. No event, no log line and no time join the member to the ballot."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ballots import queries as ballots
from ballots.operations.casting import cast_ballot
from committees.models import Membership
from elections import permissions
from elections.models import Election


@transaction.atomic
def cast_vote(election: Election, *, choices: Sequence[int], by: Membership, at: datetime) -> None:
    """Cast a ballot, in place of one's earlier one. Raises `papers.BadBallot` with a sentence."""
    entry = ballots.on_roll(election.contest, by.public_id)
    permissions.cast_vote(by, election, entry, at).enforce()
    cast_ballot(election.contest, by.public_id, choices=choices, at=at)
