"""What delegates carry to a council and bring back, and what their committees make of it."""

from councils.models.instructions import (
    BOUND,
    Instruction,
    MandateReminder,
    Stance,
)
from councils.models.ratifications import Ratification, RatificationStatus
from councils.models.reports import Report, ReportLine, ReportStatus, Voted

__all__ = [
    "BOUND",
    "Instruction",
    "MandateReminder",
    "Ratification",
    "RatificationStatus",
    "Report",
    "ReportLine",
    "ReportStatus",
    "Stance",
    "Voted",
]
