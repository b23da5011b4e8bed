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
from committees.models.hosting import (
    Founding,
    FoundingCode,
    FoundingRequest,
    FoundingRequestStatus,
    HostChoices,
)
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
from committees.models.reports import Misuse, MisuseReport, MisuseReportStatus

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
    "Founding",
    "FoundingCode",
    "FoundingRequest",
    "FoundingRequestStatus",
    "HostChoices",
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
    "Misuse",
    "MisuseReport",
    "MisuseReportStatus",
    "Office",
    "Reach",
    "Seat",
]
