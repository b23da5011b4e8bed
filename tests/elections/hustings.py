"""An election whose candidates are asked, and the moment in it at which the tests stand."""

from datetime import datetime, timedelta

from committees.models import Committee, Membership
from elections.models import Election
from tests.factories_elections import asking, members


def asked_election(
    committee: Committee, officer: Membership, *candidates: Membership, voters: int = 10
) -> Election:
    """With at least `voters` besides the cast on its roll."""
    members(committee, voters)
    return asking(committee, officer, *candidates)


def soon(election: Election) -> datetime:
    """An hour after nominations have closed."""
    return election.nominations_close_at + timedelta(hours=1)
