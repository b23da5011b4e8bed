"""Elections with tellers, at the step a test asks for."""

from collections.abc import Sequence
from datetime import datetime

from committees.models import Membership
from elections.models import Election, Teller
from elections.operations import tellers
from elections.operations.clockwork import advance_election
from tests import tellers as scripted
from tests.factories import NOW


def ask(election: Election, member: Membership, by: Membership, at: datetime = NOW) -> Teller:
    """A member who is asked to be a teller."""
    tellers.ask_teller(election, name=member.chosen_name, by=by, at=at)
    return Teller.objects.get(election=election, membership=member)


def hold(
    election: Election, members: Sequence[Membership], by: Membership, at: datetime = NOW
) -> list[scripted.Teller]:
    """Members who have become tellers, with their keys, in this order."""
    found = []
    for number, member in enumerate(members, 1):
        holder = scripted.Teller(number, member.chosen_name)
        row = ask(election, member, by, at)
        tellers.accept_telling(row, keys=holder.public, by=member, at=at)
        found.append(holder)
    return found


def printed(election: Election) -> Election:
    """The same with its paper printed, as far ahead of the opening as the tellers need."""
    election = advance_election(election, at=election.nominations_close_at)
    return advance_election(election, at=election.prints_at)
