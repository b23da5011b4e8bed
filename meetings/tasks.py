"""What the worker does at the second at which a vote closes. The tick finds what it misses."""

import logging
from typing import Any

from celery import current_app, shared_task
from kombu.exceptions import OperationalError

from core import clock
from meetings.models import Meeting

AFTER = 0.3  # seconds: never a moment early
log = logging.getLogger("rankandfile.meetings")


def wake(meeting_pk: int, seconds: float) -> None:
    """Have a worker look at the meeting's vote in so many seconds; without a broker the tick does."""
    options = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            task: Any = look_at_vote
            task.apply_async(
                [meeting_pk], countdown=seconds + AFTER, connection=connection, retry=False
            )
    except (OperationalError, OSError) as fault:
        log.warning("the broker is away (%s); the tick will close the vote", fault)


@shared_task
def look_at_vote(meeting_pk: int) -> None:
    """Close the vote whose time is over; tell the chair when the ballots can be opened."""
    from meetings.operations.votes import look_at_vote as look

    meeting = Meeting.objects.filter(pk=meeting_pk).first()
    if meeting is not None:
        look(meeting, at=clock.now())
