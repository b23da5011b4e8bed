"""What the worker does with messages."""

from celery import shared_task

from core import clock
from notices import waking
from notices.operations import deliveries


@shared_task
def deliver(message_id: str) -> None:
    """Work on one message for a while; call again where more is left."""
    waking.begun(message_id)
    if deliveries.deliver_message(message_id, at=clock.now()):
        waking.wake(message_id)
