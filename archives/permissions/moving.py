"""A committee that comes from another server, and its members after it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archives.models import Claim, Origin
from archives.opening import Opened
from committees.models import CommitteeKind, CommitteeStatus, Membership, MembershipStatus
from core.decision import ALLOWED, Decision, denied


def import_committee(archive: Opened) -> Decision:
    """The host decides whose archive is trusted; what it holds must be one committee, once."""
    committees = archive.rows.get("committees.committee", [])
    came = Origin.objects.filter(
        server=archive.server, left_as=archive.committee, made_at=archive.made_at
    )
    if len(committees) != 1:
        return denied(_("An archive holds one committee. This one does not."))
    if committees[0].get("kind") == CommitteeKind.COUNCIL:
        return denied(_("A council is opened anew: its committees join it by their resolutions."))
    if came.exists():
        return denied(_("This archive was taken in already."))
    return ALLOWED


def claim_membership(user: User, claim: Claim | None, at: datetime) -> Decision:
    if not user.is_active:
        return denied(_("This account is closed."))
    if claim is None or claim.ends_at <= at:
        return denied(_("This code is not known here, or its time is over."))
    membership = claim.membership
    is_member = Membership.objects.active().filter(user=user, committee=membership.committee)
    if membership.committee.status == CommitteeStatus.DISSOLVED:
        return denied(_("This committee is dissolved."))
    if not membership.can_become(MembershipStatus.ACTIVE):
        return denied(_("This membership has ended."))
    if is_member.exists():
        return denied(_("You are a member of this committee already."))
    return ALLOWED
