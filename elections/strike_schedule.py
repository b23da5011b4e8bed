"""What the clock does for strike ballots."""

import logging
from datetime import datetime

from core.ticking import duty
from elections.models import StrikeBallot, StrikeBallotStatus
from elections.operations.strikes import advance_strike_ballot, send_last_call

_AT_ONCE = 200
log = logging.getLogger("rankandfile.elections")


@duty
def advance_strike_ballots(now: datetime) -> None:
    """Every step that is due; one that fails does not hold up the others."""
    failed = 0
    for ballot in StrikeBallot.objects.due(now).order_by("due_at")[:_AT_ONCE]:
        try:
            advance_strike_ballot(ballot, at=now)
        except Exception:
            failed += 1
            log.exception("strike ballot %s could not take its step", ballot.public_id)
    if failed:
        raise RuntimeError(f"{failed} strike ballots could not take their step")


@duty
def call_last(now: datetime) -> None:
    """The last call of every ballot for which it is time."""
    rows = StrikeBallot.objects.filter(status=StrikeBallotStatus.VOTING, last_call_at__lte=now)
    for ballot in rows.order_by("last_call_at")[:_AT_ONCE]:
        send_last_call(ballot, at=now)
