"""What the worker does with messages. A Celery message is a wake-up; the row is the work."""

import logging
import time
from contextlib import suppress
from typing import Any

from celery import current_app, shared_task
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis import RedisError

from core import clock

log = logging.getLogger("rankandfile.notices")
# A tick and the worker itself may wake for the same message before anybody woke.
_QUEUED, _QUEUED_SECONDS = "notices.woken:", 30
# A request that makes many messages while the broker hangs waits for it once, not for each.
_REST_SECONDS = 10
_resting_until = 0.0


def wake(message_id: str) -> None:
    """Tell a worker, within about two seconds; where the broker is away the tick finds the row.

    One wake-up a message waits in the queue: many would keep the tick itself waiting behind them.
    """
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    options = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    try:
        if not cache.add(_QUEUED + message_id, 1, _QUEUED_SECONDS):
            return
        with current_app.connection_for_write(transport_options=options) as connection:
            task: Any = deliver
            task.apply_async([message_id], connection=connection, retry=False)
    except (OperationalError, RedisError, OSError) as fault:
        _resting_until = time.monotonic() + _REST_SECONDS
        _forget(message_id)
        log.warning("the broker is away (%s); the tick will deliver %s", fault, message_id)


@shared_task
def deliver(message_id: str) -> None:
    """Work on one message for a while; call again where more is left."""
    from notices.operations import deliveries

    _forget(message_id)
    if deliveries.deliver_message(message_id, at=clock.now()):
        wake(message_id)


def _forget(message_id: str) -> None:
    with suppress(RedisError):
        cache.delete(_QUEUED + message_id)
