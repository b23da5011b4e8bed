"""Elections of delegates and officers, by room: the election, its candidates, its tellers, its reminders."""

from elections.models.candidacies import Candidacy, CandidacyStatus, Outcome
from elections.models.challenges import Challenge, ChallengeStatus
from elections.models.elections import Election, ElectionStatus, Preset
from elections.models.reminders import ElectionNews, ElectionReminder
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
    "Outcome",
    "Preset",
    "Teller",
    "TellerStatus",
]
