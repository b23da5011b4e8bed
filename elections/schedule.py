"""What the clock does for elections and recalls: the steps first, then the messages about them."""

import logging
from datetime import datetime

from core.ticking import duty
from elections import strike_schedule  # noqa: F401  registers its own
from elections.models import Election, ElectionReminder, RecallPetition, RecallStatus
from elections.operations import clockwork, recall_votes, reminding
from elections.operations.telling import tell_of_questions
from elections.queries.hustings import unanswering

_AT_ONCE = 200
log = logging.getLogger("rankandfile.elections")


@duty
def advance_elections(now: datetime) -> None:
    """Every step that is due; an election that fails does not hold up the others."""
    failed = 0
    for election in Election.objects.due(now).order_by("due_at")[:_AT_ONCE]:
        try:
            clockwork.advance_election(election, at=now)
        except Exception:
            failed += 1
            log.exception("election %s could not take its step", election.public_id)
    if failed:
        raise RuntimeError(f"{failed} elections could not take their step")


@duty
def send_reminders(now: datetime) -> None:
    """Every message that is due; of a vote one at a time, also when the clock comes days late."""
    reminding.drop_overtaken(at=now)
    due = ElectionReminder.objects.filter(due_at__lte=now, sent_at__isnull=True)
    for reminder in due.order_by("due_at")[:_AT_ONCE]:
        reminding.send_reminder(reminder, at=now)


@duty
def tell_candidates(now: datetime) -> None:
    """Once a day, when school is out, those who have questions to answer hear of it."""
    waiting = Election.objects.filter(candidacies__in=unanswering()).distinct()
    for election in waiting.select_related("committee")[:_AT_ONCE]:
        tell_of_questions(election, at=now)


@duty
def advance_recalls(now: datetime) -> None:
    """Every step that is due; a recall that fails does not hold up the others."""
    failed = 0
    for petition in RecallPetition.objects.due(now).order_by("due_at")[:_AT_ONCE]:
        try:
            recall_votes.advance_recall(petition, at=now)
        except Exception:
            failed += 1
            log.exception("recall %s could not take its step", petition.public_id)
    if failed:
        raise RuntimeError(f"{failed} recalls could not take their step")


@duty
def send_last_calls(now: datetime) -> None:
    """The one reminder of a recall's vote, to those who have taken no paper."""
    due = RecallPetition.objects.filter(status=RecallStatus.VOTING, last_call_at__lte=now)
    for petition in due.order_by("last_call_at")[:_AT_ONCE]:
        recall_votes.send_last_call(petition, at=now)
