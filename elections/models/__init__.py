"""Elections of delegates and officers, by room: the election, its candidates, its papers, its reminders."""

from elections.models.candidacies import Candidacy, CandidacyStatus, Outcome
from elections.models.complaints import ComplaintDecision, Ruling
from elections.models.elections import Election, ElectionStatus, Preset
from elections.models.on_paper import PaperCount, PaperEntry, Written
from elections.models.reminders import ElectionNews, ElectionReminder

__all__ = [
    "Candidacy",
    "CandidacyStatus",
    "ComplaintDecision",
    "Election",
    "ElectionNews",
    "ElectionReminder",
    "ElectionStatus",
    "Outcome",
    "PaperCount",
    "PaperEntry",
    "Preset",
    "Ruling",
    "Written",
]
