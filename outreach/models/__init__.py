"""Every model of this app, so that Django finds them."""

from outreach.models.actions import (
    Action,
    ActionComing,
    ActionKind,
    ActionStatus,
    Participation,
    Task,
    TaskKind,
)
from outreach.models.contacts import (
    AskedBy,
    Contact,
    NamedMember,
)
from outreach.models.defence import (
    DefenceStep,
    Defender,
    Evidence,
    PublishedTotals,
    Reprisal,
    ReprisalKind,
    ReprisalTotal,
    StepKind,
)
from outreach.models.delegations import (
    Carries,
    Delegation,
    DelegationMember,
    DelegationStatus,
    FollowUp,
)
from outreach.models.rights import RightsCard
from outreach.models.shifts import Shift, ShiftPlace, ShiftRole
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
    "Action",
    "ActionComing",
    "ActionKind",
    "ActionStatus",
    "AskedBy",
    "Carries",
    "Contact",
    "DefenceStep",
    "Defender",
    "Delegation",
    "DelegationMember",
    "DelegationStatus",
    "Evidence",
    "FollowUp",
    "NamedMember",
    "Participation",
    "PublishedTotals",
    "Reprisal",
    "ReprisalKind",
    "ReprisalTotal",
    "RightsCard",
    "Shift",
    "ShiftPlace",
    "ShiftRole",
    "Statement",
    "StatementSignature",
    "StatementStatus",
    "StatementTranslation",
    "StepKind",
    "Task",
    "TaskKind",
    "Workplace",
    "WorkplaceKind",
]
