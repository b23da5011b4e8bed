"""Telling a worker that there is work. The message is a wake-up; the row is the work.

By the task's name: operations stand below the tasks that call them.
"""

import logging

from celery import current_app
from kombu.exceptions import OperationalError
from redis import RedisError

log = logging.getLogger("rankandfile.waking")


def wake(task: str, *given: object, after: float = 0.0) -> bool:
    """Within about two seconds, or so many seconds later; False where the broker is away.

    Nothing is lost then: the tick looks for the same rows.
    """
    options = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            current_app.send_task(
                task, given, countdown=after or None, connection=connection, retry=False
            )
    except (OperationalError, RedisError, OSError) as fault:
        log.warning("the broker is away (%s); the tick does %s for %s", fault, task, given)
        return False
    return True
