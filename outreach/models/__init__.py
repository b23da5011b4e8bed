"""Where a committee reaches out: workplaces, contacts, delegations, statements, its public face."""

from outreach.models.contacts import (
    AskedBy,
    Contact,
    NamedMember,
)
from outreach.models.delegations import (
    Carries,
    Delegation,
    DelegationMember,
    DelegationStatus,
    FollowUp,
)
from outreach.models.statements import (
    Statement,
    StatementSignature,
    StatementStatus,
    StatementTranslation,
)
from outreach.models.workplaces import (
    Workplace,
    WorkplaceKind,
)

__all__ = [
    "AskedBy",
    "Carries",
    "Contact",
    "Delegation",
    "DelegationMember",
    "DelegationStatus",
    "FollowUp",
    "NamedMember",
    "Statement",
    "StatementSignature",
    "StatementStatus",
    "StatementTranslation",
    "Workplace",
    "WorkplaceKind",
]
