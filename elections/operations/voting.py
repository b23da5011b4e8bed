"""A member's ballot paper. No event, no log line and no time join the member to a ballot."""

from datetime import datetime

from ballots import queries as ballots
from ballots.box import Signed
from ballots.operations import papers
from committees.models import Membership
from elections import permissions
from elections.models import Election


def take_paper(
    election: Election, *, envelope: bytes, ballot: bytes, by: Membership, at: datetime
) -> Signed:
    """Have a member's two blinded values signed. Raises `papers.OtherPaper`, `Malformed`."""
    entry = ballots.on_roll(election.contest, by.public_id)
    permissions.take_paper(by, election, entry, at).enforce()
    return papers.take_paper(
        election.contest, by.public_id, envelope=envelope, ballot=ballot, at=at
    )
