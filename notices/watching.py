"""Signs of life and failures of the processes: what Celery's signals are made to write.

Beat and the worker each say for themselves that they live: a tick that a worker ran proves both,
but its absence would not tell which of them is away.
"""

import logging
import time
from typing import Any

from celery import signals
from django.core.mail.utils import DNS_NAME
from django.db import DatabaseError, InterfaceError, connection

from core import clock, ticking
from notices.operations import failures, hearts

log = logging.getLogger("rankandfile.notices")
EVERY_SECONDS = 15
_TICK = "config.tick"
_is_beat = False
_worker_said_at = float("-inf")


def connect(mail_domain: str) -> None:
    """Called once, when the apps are ready."""
    # Django would name this machine in Message-ID and EHLO; the members' mail names the product.
    DNS_NAME._fqdn = mail_domain
    ticking.REPORTERS.append(failures.report_duty)
    signals.beat_init.connect(beat_began)
    signals.beat_embedded_init.connect(beat_began)
    signals.before_task_publish.connect(beat_sent)
    signals.heartbeat_sent.connect(worker_lives)
    signals.task_failure.connect(task_failed)


def beat_began(**_signal: Any) -> None:
    """From here on this process is beat."""
    global _is_beat
    _is_beat = True
    _say(hearts.BEAT)


def beat_sent(sender: Any = None, **_signal: Any) -> None:
    """Beat sends a tick; the same task sent by anybody else proves nothing of beat."""
    if _is_beat and sender == _TICK:
        _say(hearts.BEAT)


def worker_lives(**_signal: Any) -> None:
    """Every two seconds in the worker's main process; written less often."""
    global _worker_said_at
    if time.monotonic() - _worker_said_at >= EVERY_SECONDS:
        _worker_said_at = time.monotonic()
        _say(hearts.WORKER)


def task_failed(sender: Any = None, exception: BaseException | None = None, **_signal: Any) -> None:
    """The kind of the exception only: its words could hold a value."""
    name = getattr(sender, "name", "task")
    failures.report(name, f"A task of the worker failed: {type(exception).__name__}.", clock.now())


def _say(part: str) -> None:
    try:
        hearts.seen(part)
    except (DatabaseError, InterfaceError):
        log.warning("%s lives, but the database does not answer", part)
    finally:
        if not connection.in_atomic_block:
            # These processes fork and wait; they keep no connection between two signs.
            connection.close()
