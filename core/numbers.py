"""Numbers that all processes count together, in Redis, for /metrics; nobody counts unless it is on.

A process keeps what it counts for some seconds, so that a page costs no question more and no number
moves in the moment of somebody's tap. Redis starts anew from nothing, which those who read such
numbers expect. No name here holds anything of a person, a committee or an address.
"""

import threading
import time
from collections import defaultdict

from django.conf import settings
from redis import Redis, RedisError

KEY = "numbers"
KEPT_SECONDS = 10
_lock = threading.Lock()
_kept: defaultdict[str, float] = defaultdict(float)
_pushed_at = time.monotonic()


def add(name: str, by: float = 1) -> None:
    """Count; now and then what was kept goes to Redis."""
    with _lock:
        _kept[name] += by
        is_due = time.monotonic() - _pushed_at >= KEPT_SECONDS
    if is_due:
        push()


def push() -> None:
    """Hand over what this process has kept; where Redis is away it keeps it longer."""
    global _pushed_at
    with _lock:
        _pushed_at = time.monotonic()
        taken = _kept.copy()
        _kept.clear()
    if not taken:
        return
    try:
        with _redis() as redis:
            pipe = redis.pipeline()
            for name, by in taken.items():
                pipe.hincrbyfloat(KEY, name, by)
            pipe.execute()
    except RedisError:
        with _lock:
            for name, by in taken.items():
                _kept[name] += by


def read() -> dict[str, float]:
    """All that was counted; nothing where Redis is away."""
    push()
    try:
        with _redis() as redis:
            found = redis.hgetall(KEY)
    except RedisError:
        return {}
    return {name.decode(): float(number) for name, number in found.items()}


def waiting_tasks() -> int | None:
    """How many wake-ups no worker has taken yet; None where Redis is away."""
    try:
        with _redis() as redis:
            return int(redis.llen("celery"))
    except RedisError:
        return None


def _redis() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
