"""Elections of delegates and officers, one file a room."""

from elections.models.candidacies import Candidacy, CandidacyStatus, Outcome
from elections.models.elections import Election, ElectionStatus, Preset
from elections.models.hustings import HustingsAnswer, HustingsQuestion
from elections.models.observers import Observer, ObserverStatus
from elections.models.reminders import ElectionNews, ElectionReminder
from elections.models.taken_down import Ground, Words

__all__ = [
    "Candidacy",
    "CandidacyStatus",
    "Election",
    "ElectionNews",
    "ElectionReminder",
    "ElectionStatus",
    "Ground",
    "HustingsAnswer",
    "HustingsQuestion",
    "Observer",
    "ObserverStatus",
    "Outcome",
    "Preset",
    "Words",
]
