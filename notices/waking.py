"""Telling a worker of a message, once while it waits in the queue."""

import time
from contextlib import suppress

from django.core.cache import cache
from redis import RedisError

from core import waking

# A tick and the worker itself may wake for the same message before anybody woke.
_QUEUED, _QUEUED_SECONDS = "notices.woken:", 30
# A request that makes many messages while the broker hangs waits for it once, not for each.
_REST_SECONDS = 10
_resting_until = 0.0


def wake(message_id: str) -> None:
    """Tell a worker; where the broker is away the tick finds the row.

    One wake-up a message waits in the queue: many would keep the tick itself waiting behind them.
    """
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    try:
        is_new = cache.add(_QUEUED + message_id, 1, _QUEUED_SECONDS)
    except RedisError:
        is_new = True
    if is_new and not waking.wake("notices.tasks.deliver", message_id):
        _resting_until = time.monotonic() + _REST_SECONDS
        begun(message_id)


def begun(message_id: str) -> None:
    """What happens to the message from now on needs another look."""
    with suppress(RedisError):
        cache.delete(_QUEUED + message_id)
