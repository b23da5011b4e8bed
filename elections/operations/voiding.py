"""Ending an election without a result."""

from datetime import datetime

from django.db import transaction

from ballots.operations.contests import void_contest
from committees.models import Membership
from core.models import Event
from elections import messages, permissions
from elections.models import Election, ElectionStatus
from elections.operations.locking import locked


@transaction.atomic
def void_election(
    election: Election, *, because: str, by: Membership | None, at: datetime
) -> Election:
    """Declare an election void, for a reason that the members read; ballots are destroyed."""
    election = locked(election)
    permissions.void_election(by, election).enforce()
    void_contest(election.contest, at=at)
    election.status, election.voided_at, election.due_at = ElectionStatus.VOID, at, None
    election.void_because = because
    election.save(update_fields=["status", "voided_at", "due_at", "void_because"])
    election.paper_counts.all().delete()
    election.reminders.filter(sent_at__isnull=True).delete()
    Event.record("elections.election_voided", election, by=by, at=at)
    if not election.is_rehearsal:
        messages.tell_void(election, at=at)
    return election
