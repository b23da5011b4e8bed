"""What the worker does with messages. A Celery message is a wake-up; the row is the work."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

log = logging.getLogger("rankandfile.notices")


def wake(message_id: str) -> None:
    """Tell a worker; where the broker is away the tick finds the row."""
    try:
        deliver.delay(message_id)
    except OperationalError:
        log.warning("the broker is away; the tick will deliver %s", message_id)


@shared_task
def deliver(message_id: str) -> None:
    """Send what is waiting of one message."""
