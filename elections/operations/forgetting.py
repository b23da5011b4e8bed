"""Somebody erases their account: what they wrote for elections, and where they are named."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from ballots.models import ContestStatus
from elections import permissions
from elections.models import Candidacy, HustingsAnswer, Observer
from elections.operations.nominations import withdraw_candidacy


@transaction.atomic
def forget_person(user: User, *, at: datetime) -> None:
    """Withdraw where they stand; before the paper is printed no trace of it stays.

    A name on a printed paper is signed with it: without it nobody could check the count.
    """
    rows = Candidacy.objects.filter(membership__user=user).select_related(
        "election__contest", "membership"
    )
    for candidacy in rows.order_by("pk"):
        member = candidacy.membership
        assert member is not None  # by the filter
        if permissions.withdraw_candidacy(member, candidacy):
            candidacy = withdraw_candidacy(candidacy, by=member, at=at)
        if candidacy.election.contest.status == ContestStatus.DRAFT:
            candidacy.delete()
            continue
        HustingsAnswer.objects.filter(candidacy=candidacy).delete()
        candidacy.statement = ""
        candidacy.save(update_fields=["statement"])
    Observer.objects.filter(membership__user=user).delete()
