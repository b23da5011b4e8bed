"""What the worker does with invitations. A Celery message is a wake-up; the row is the work."""

import logging
import time
from typing import Any

from celery import current_app, shared_task
from kombu.exceptions import OperationalError

from core import clock

log = logging.getLogger("rankandfile.committees")
_SECONDS = 30


def wake(batch_id: str) -> None:
    """Tell a worker; where the broker is away the tick finds the row."""
    options = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            task: Any = mail_invitations
            task.apply_async([batch_id], connection=connection, retry=False)
    except (OperationalError, OSError):
        log.warning("the broker is away; the tick will mail the invitations of %s", batch_id)


@shared_task
def mail_invitations(batch_id: str) -> None:
    """Work on one batch for a while; call again where more is left."""
    from committees.operations import batches

    ends_at = time.monotonic() + _SECONDS
    if batches.send_batch(batch_id, at=clock.now(), ends_at=ends_at):
        wake(batch_id)
