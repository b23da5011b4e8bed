"""Who runs an election: its returning officer, or the coordinators where the clock runs it."""

from committees.models import Membership, Office
from elections.models import Election


def office_over(member: Membership, election: Election) -> str:
    """The office in which `member` looks after this election; empty where they do not.

    A coordinator who stands in it does not: they would judge their rivals' words.
    """
    officer = election.returning_officer
    if officer is not None and officer.is_active:
        return Office.RETURNING_OFFICER if officer.pk == member.pk else ""
    if member.committee_id != election.committee_id or not member.holds(Office.COORDINATOR):
        return ""
    stands = election.candidacies.standing().filter(membership=member).exists()
    return "" if stands else Office.COORDINATOR
