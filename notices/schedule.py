"""What the clock does with messages: wakes workers for what is due, gives back what fell."""

from datetime import datetime

from core.ticking import duty
from notices import waking
from notices.models import Message
from notices.operations import deliveries, hearts

WOKEN_AT_ONCE = 1000


@duty
def reap_deliveries(now: datetime) -> None:
    deliveries.reap_deliveries(at=now)


@duty
def wake_due_messages(now: datetime) -> None:
    """Oldest first. The tick itself sends nothing, so that a slow mail server delays no closing."""
    due = Message.objects.with_work(now).order_by("due_at").values_list("public_id", flat=True)
    for message_id in due[:WOKEN_AT_ONCE]:
        waking.wake(message_id)


@duty
def note_tick(now: datetime) -> None:
    """The worker runs what beat sends."""
    hearts.seen(hearts.TICK)
