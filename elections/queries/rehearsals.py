"""Practice on an election's roll, as the pages of that election show it."""

from dataclasses import dataclass

from committees.models import Membership
from elections import permissions
from elections.models import Election
from elections.states import NOT_STARTED


@dataclass(frozen=True, slots=True)
class Rehearsals:
    """`running` is the practice that is open or being counted; `may_rehearse`: one can be opened."""

    running: Election | None
    may_rehearse: bool


def rehearsals(election: Election, member: Membership) -> Rehearsals:
    """What the election's page says of practising."""
    if election.is_practice or election.status not in NOT_STARTED:
        return Rehearsals(None, may_rehearse=False)
    running = election.rehearsals.running().first()
    may_rehearse = running is None and bool(permissions.rehearse_election(member, election))
    return Rehearsals(running, may_rehearse)
