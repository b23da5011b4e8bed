"""Elections of delegates and officers, one file a room."""

from elections.models.candidacies import Candidacy, CandidacyStatus, Outcome
from elections.models.challenges import Challenge, ChallengeStatus
from elections.models.complaints import ComplaintDecision, Ruling
from elections.models.elections import Election, ElectionStatus, Preset
from elections.models.hustings import HustingsAnswer, HustingsQuestion
from elections.models.observers import Observer, ObserverStatus
from elections.models.on_paper import PaperCount, PaperEntry, Written
from elections.models.recalls import (
    LONGEST_REASON,
    RECALL_CALLED,
    RECALL_DECIDED,
    RECALL_OVER,
    RECALL_RUNNING,
    RecallPetition,
    RecallSignature,
    RecallStatus,
)
from elections.models.reminders import ElectionNews, ElectionReminder
from elections.models.strikes import (
    STRIKE_DECIDED,
    STRIKE_OVER,
    STRIKE_RUNNING,
    StrikeBallot,
    StrikeBallotStatus,
    StrikeFor,
)
from elections.models.taken_down import Ground, Words
from elections.models.tellers import MOST_TELLERS, Teller, TellerStatus

__all__ = [
    "LONGEST_REASON",
    "MOST_TELLERS",
    "RECALL_CALLED",
    "RECALL_DECIDED",
    "RECALL_OVER",
    "RECALL_RUNNING",
    "STRIKE_DECIDED",
    "STRIKE_OVER",
    "STRIKE_RUNNING",
    "Candidacy",
    "CandidacyStatus",
    "Challenge",
    "ChallengeStatus",
    "ComplaintDecision",
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
    "PaperCount",
    "PaperEntry",
    "Preset",
    "RecallPetition",
    "RecallSignature",
    "RecallStatus",
    "Ruling",
    "StrikeBallot",
    "StrikeBallotStatus",
    "StrikeFor",
    "Teller",
    "TellerStatus",
    "Words",
    "Written",
]
