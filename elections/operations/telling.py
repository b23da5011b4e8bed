"""Telling candidates that questions wait."""

from datetime import datetime

from django.db import transaction

from elections import messages
from elections.models import Election

# School is out and the evening is quiet yet. One hour in the day: a mail that left at any time
# would tell about when the first question was asked.
HOUR = 15


@transaction.atomic
def tell_of_questions(election: Election, *, at: datetime) -> bool:
    """The mail of the day, in its hour; whether it was made or had been."""
    local = at.astimezone(election.committee.timezone)
    if local.hour != HOUR:
        return False
    messages.tell_of_questions(election, local.date(), at=at)
    return True
