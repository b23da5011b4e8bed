"""What the clock does for elections, recalls and strike ballots: the steps first, then the messages."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.ticking import duty
from elections.models import (
    Election,
    ElectionReminder,
    ElectionStatus,
    RecallPetition,
    RecallStatus,
    StrikeBallot,
    StrikeBallotStatus,
)
from elections.operations import clockwork, recall_votes, reminding, strikes
from elections.operations.telling import tell_of_questions
from elections.queries.hustings import unanswering

_AT_ONCE = 200
log = logging.getLogger("rankandfile.elections")


@duty
def advance_elections(now: datetime) -> None:
    """Every step of an election that is due."""
    _advance("elections", Election.objects.due(now), clockwork.advance_election, now)


@duty
def advance_recalls(now: datetime) -> None:
    """Every step of a recall that is due."""
    _advance("recalls", RecallPetition.objects.due(now), recall_votes.advance_recall, now)


@duty
def advance_strike_ballots(now: datetime) -> None:
    """Every step of a strike ballot that is due."""
    _advance("strike ballots", StrikeBallot.objects.due(now), strikes.advance_strike_ballot, now)


def _advance(what: str, due: QuerySet[Any], step: Callable[..., object], now: datetime) -> None:
    """One that fails does not hold up the others."""
    failed = 0
    for one in due.order_by("due_at")[:_AT_ONCE]:
        try:
            step(one, at=now)
        except Exception:
            failed += 1
            log.exception("one of the %s could not take its step: %s", what, one.public_id)
    if failed:
        raise RuntimeError(f"{failed} {what} could not take their step")


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
    asking = Election.objects.filter(status=ElectionStatus.QUESTIONS)
    waiting = asking.filter(Exists(unanswering().filter(election=OuterRef("pk"))))
    for election in waiting.select_related("committee")[:_AT_ONCE]:
        tell_of_questions(election, at=now)


@duty
def send_last_calls(now: datetime) -> None:
    """The one reminder of a recall's vote and of a strike ballot, to those who have taken no paper."""
    petitions = RecallPetition.objects.filter(status=RecallStatus.VOTING, last_call_at__lte=now)
    for petition in petitions.order_by("last_call_at")[:_AT_ONCE]:
        recall_votes.send_last_call(petition, at=now)
    ballots = StrikeBallot.objects.filter(status=StrikeBallotStatus.VOTING, last_call_at__lte=now)
    for ballot in ballots.order_by("last_call_at")[:_AT_ONCE]:
        strikes.send_last_call(ballot, at=now)
