"""Campuses, committees, membership, mandates, invitations."""

from committees.models.campuses import Campus, CampusKind, CampusName
from committees.models.committees import (
    Committee,
    CommitteeKind,
    CommitteeStatus,
    Discretion,
    FacePart,
    Joining,
    Reach,
)
from committees.models.councils import Affiliation, AffiliationStatus, Seat
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
    "Affiliation",
    "AffiliationStatus",
    "Campus",
    "CampusKind",
    "CampusName",
    "Committee",
    "CommitteeKind",
    "CommitteeStatus",
    "Discretion",
    "FacePart",
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
    "Reach",
    "Seat",
]
