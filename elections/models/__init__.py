"""Elections of delegates and officers, one file a room."""

from elections.models.candidacies import Candidacy, CandidacyStatus, Outcome
from elections.models.challenges import Challenge, ChallengeStatus
from elections.models.elections import Election, ElectionStatus, Preset
from elections.models.hustings import HustingsAnswer, HustingsQuestion
from elections.models.observers import Observer, ObserverStatus
from elections.models.reminders import ElectionNews, ElectionReminder
from elections.models.taken_down import Ground, Words
from elections.models.tellers import MOST_TELLERS, Teller, TellerStatus

__all__ = [
    "MOST_TELLERS",
    "Candidacy",
    "CandidacyStatus",
    "Challenge",
    "ChallengeStatus",
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
    "Teller",
    "TellerStatus",
    "Words",
]
