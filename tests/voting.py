"""Voting in tests, through the operations and the protocol."""

from collections.abc import Sequence
from datetime import datetime

from ballots.models import Contest
from ballots.scripted import ScriptedVoter
from committees.models import Membership
from elections.models import Election

_voters: dict[tuple[str, str], ScriptedVoter] = {}


def cast(contest: Contest, voter: str, *, choices: Sequence[int], at: datetime) -> bytes:
    """This voter's ballot, with the paper that they took when they first voted."""
    key = (contest.public_id, voter)
    if key not in _voters:
        _voters[key] = ScriptedVoter(contest, voter)
    return _voters[key].vote(choices, at=at)


def vote(election: Election, *, choices: Sequence[int], by: Membership, at: datetime) -> bytes:
    """The same in an election of a committee."""
    return cast(election.contest, by.public_id, choices=choices, at=at)
