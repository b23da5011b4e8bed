"""What the worker does with invitations and with answers to reports."""

import time

from celery import shared_task

from committees.operations import batches, reports
from core import clock

_SECONDS = 30


@shared_task
def mail_invitations(batch_id: str) -> None:
    """Work on one batch for a while; call again where more is left."""
    ends_at = time.monotonic() + _SECONDS
    if batches.send_batch(batch_id, at=clock.now(), ends_at=ends_at):
        batches.wake(batch_id)


@shared_task
def mail_report_answer(report_id: str) -> None:
    """Mail the host's answer to whoever reported misuse and left an address."""
    reports.mail_report_answer(report_id, at=clock.now())
