"""Declared elections, for what comes after the declaration."""

from collections.abc import Sequence

from committees.models import Committee, Membership
from elections.models import Election
from elections.operations.clockwork import advance_election
from tests.factories_elections import number_of, voting
from tests.voting import vote


def declared(
    committee: Committee,
    by: Membership,
    candidates: Sequence[Membership],
    rankings: dict[Membership, list[Membership]],
    **fields: object,
) -> Election:
    """Counted and declared, after these members ranked so."""
    election = voting(committee, by, *candidates, **fields)
    for voter, ranking in rankings.items():
        numbers = [number_of(election, one) for one in ranking]
        vote(election, choices=numbers, by=voter, at=election.voting_opens_at)
    return advance_election(election, at=election.counted_from)
