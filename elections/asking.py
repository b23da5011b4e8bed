"""When candidates are asked and answer, how much, and in which order each reader sees them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from committees.models import Membership
from elections.models import Candidacy, Election

MOST_QUESTIONS = 100
# Nobody is caught by a question that comes when there is no time to answer it.
TIME_TO_ANSWER = timedelta(hours=12)


def asking_ends(election: Election) -> datetime:
    """Half a day before voting opens; where there is little time, after three quarters of it."""
    span = election.voting_opens_at - election.nominations_close_at
    return election.voting_opens_at - min(TIME_TO_ANSWER, span / 4)


def drawn_for(member: Membership, candidacies: Iterable[Candidacy]) -> list[Candidacy]:
    """The candidates in this reader's own order: the same each time, and nobody favoured.

    SHA-256(election ‖ the reader's identifier ‖ candidacy), which the reader can repeat.
    """
    return sorted(candidacies, key=lambda one: _lot(member, one))


def _lot(member: Membership, candidacy: Candidacy) -> bytes:
    text = candidacy.election.public_id + member.public_id + candidacy.public_id
    return hashlib.sha256(text.encode()).digest()
