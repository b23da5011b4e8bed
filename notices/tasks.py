"""What the worker does with messages. A Celery message is a wake-up; the row is the work."""

import logging
import time
from typing import Any

from celery import current_app, shared_task
from kombu.exceptions import OperationalError

from core import clock

log = logging.getLogger("rankandfile.notices")
# A request that makes many messages while the broker hangs waits for it once, not for each.
_REST_SECONDS = 10
_resting_until = 0.0


def wake(message_id: str) -> None:
    """Tell a worker, within about two seconds; where the broker is away the tick finds the row."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    options = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            task: Any = deliver
            task.apply_async([message_id], connection=connection, retry=False)
    except (OperationalError, OSError) as fault:
        _resting_until = time.monotonic() + _REST_SECONDS
        log.warning("the broker is away (%s); the tick will deliver %s", fault, message_id)


@shared_task
def deliver(message_id: str) -> None:
    """Work on one message for a while; call again where more is left."""
    from notices.operations import deliveries

    if deliveries.deliver_message(message_id, at=clock.now()):
        wake(message_id)
