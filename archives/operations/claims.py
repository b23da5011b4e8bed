"""A member comes after their committee from another server, or does not."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from archives import permissions, tokens
from archives.models import Claim
from committees.models import Committee, Mandate, MandateEnd, Membership, MembershipStatus
from committees.names import is_taken
from committees.operations.mandates import end_mandate
from committees.operations.rows import end_membership
from core.decision import Refused
from core.folding import fold
from core.models import Event


@transaction.atomic
def claim_membership(code: str, *, by: User, at: datetime) -> Membership:
    """The membership that this code is for is theirs, with the offices it carries."""
    rows = Claim.objects.filter(token_hash=tokens.digest(code))
    committee = Committee.objects.select_for_update().filter(memberships__claim__in=rows).first()
    claim = rows.select_for_update(of=("self",)).select_related("membership__committee").first()
    permissions.claim_membership(by, claim, at).enforce()
    if claim is None or committee is None:
        raise Refused
    member = claim.membership
    if is_taken(committee, member.chosen_name):
        # Somebody who joined here has the name by now; it can be changed.
        member.chosen_name = f"{member.chosen_name[:50]} {member.public_id[:5]}"
        member.folded_name = fold(member.chosen_name)
    member.user, member.status = by, MembershipStatus.ACTIVE
    member.save(update_fields=["user", "status", "chosen_name", "folded_name"])
    claim.delete()
    Event.record("archives.membership_claimed", member, by=member, at=at)
    return member


@transaction.atomic
def lapse_claim(claim: Claim, *, at: datetime) -> Membership:
    """Nobody came in time: the membership ends, and every mandate that it carried."""
    member = Membership.objects.select_for_update(of=("self",)).get(pk=claim.membership_id)
    claim.delete()
    for mandate in Mandate.objects.unended().filter(membership=member):
        end_mandate(mandate, because=MandateEnd.LEFT, by=None, at=at)
    end_membership(member, at=at)
    Event.record("archives.claim_lapsed", member, by=None, at=at)
    return member
