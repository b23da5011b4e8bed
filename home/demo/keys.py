"""Members who are asked to hold a key, and a result that somebody has challenged."""

from datetime import datetime

from committees.models import Membership
from elections.models import Election
from elections.operations.challenges import challenge_election
from elections.operations.tellers import ask_teller
from elections.places import CLOCK_RUNS_BELOW

REASON = "The link in the notice led to last year’s ballot for an hour. Some of us gave up."


def asked(election: Election, members: list[Membership], *, at: datetime) -> None:
    """Whoever runs it asks three who do not stand; none has answered yet."""
    officer = election.returning_officer
    if officer is None or election.contest.roll_size < CLOCK_RUNS_BELOW:
        return
    standing = set(election.candidacies.values_list("membership", flat=True))
    others = [one for one in members if one.pk not in standing and one.pk != officer.pk]
    for member in others[-3:]:
        ask_teller(election, name=member.chosen_name, by=officer, at=at)


def challenged(election: Election, member: Membership, *, at: datetime) -> None:
    """Somebody on the roll says that it went wrong; the next meeting is to decide."""
    challenge_election(election, reason=REASON, by=member, at=at)
