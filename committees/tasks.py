"""What the worker does with invitations."""

import time

from celery import shared_task

from committees.operations import batches
from core import clock

_SECONDS = 30


@shared_task
def mail_invitations(batch_id: str) -> None:
    """Work on one batch for a while; call again where more is left."""
    ends_at = time.monotonic() + _SECONDS
    if batches.send_batch(batch_id, at=clock.now(), ends_at=ends_at):
        batches.wake(batch_id)
