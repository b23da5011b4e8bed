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
from outreach.models.rights import RightsCard
from outreach.models.shifts import Shift, ShiftPlace, ShiftRole

__all__ = [
    "Action",
    "ActionComing",
    "ActionKind",
    "ActionStatus",
    "DefenceStep",
    "Defender",
    "Evidence",
    "Participation",
    "PublishedTotals",
    "Reprisal",
    "ReprisalKind",
    "ReprisalTotal",
    "RightsCard",
    "Shift",
    "ShiftPlace",
    "ShiftRole",
    "StepKind",
    "Task",
    "TaskKind",
]
