"""The signatures of a recall petition, as marks that only this server can work out.

A signature leaves no event: its time would join a member to it.
"""

from committees.models import Membership
from elections.models import RecallPetition, RecallSignature


def voters_of(petition: RecallPetition) -> list[Membership]:
    """Members now who were members when the petition was opened: nobody is brought in for it."""
    rows = Membership.objects.active().filter(
        committee_id=petition.committee_id, joined_at__lte=petition.opened_at
    )
    return list(rows.only("public_id"))


def has_signed(petition: RecallPetition, member: Membership) -> bool:
    """Whether this member's mark is among the signatures."""
    return petition.signatures.filter(mark=petition.mark_of(member)).exists()


def change_signatures(petition: RecallPetition, *, add: str = "", drop: str = "") -> int:
    """Write all signatures of the locked petition anew; how many there are.

    Only of those who may sign: who has left is not counted, and does not come back.
    """
    may_sign = {
        petition.mark_of(one)
        for one in voters_of(petition)
        if one.pk != petition.mandate.membership_id
    }
    marks = set(petition.signatures.values_list("mark", flat=True))
    marks = ((marks | {add}) - {drop}) & may_sign
    petition.signatures.all().delete()
    RecallSignature.objects.bulk_create(
        RecallSignature(petition=petition, mark=mark) for mark in sorted(marks)
    )
    return len(marks)
