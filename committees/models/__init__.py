"""Campuses, committees, membership, mandates, invitations."""

from committees.models.campuses import Campus, CampusKind, CampusName
from committees.models.committees import Committee, CommitteeStatus, Discretion, Joining
from committees.models.invitations import (
    Admission,
    Invitation,
    InvitationBatch,
    InvitationRefusal,
    JoinRequest,
    JoinRequestStatus,
)
from committees.models.mandates import (
    EARLY,
    Mandate,
    MandateEnd,
    MandateSource,
    MandateStatus,
    Office,
)
from committees.models.memberships import Membership, MembershipStatus

__all__ = [
    "EARLY",
    "Admission",
    "Campus",
    "CampusKind",
    "CampusName",
    "Committee",
    "CommitteeStatus",
    "Discretion",
    "Invitation",
    "InvitationBatch",
    "InvitationRefusal",
    "JoinRequest",
    "JoinRequestStatus",
    "Joining",
    "Mandate",
    "MandateEnd",
    "MandateSource",
    "MandateStatus",
    "Membership",
    "MembershipStatus",
    "Office",
]
