"""From a message to mails: expand, claim, send, finish, reap. Why so: docs/decisions/."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F

from notices import audiences, progress
from notices.audiences import Recipient
from notices.models import Delivery, DeliveryStatus, Message, MessageStatus, Notice
from notices.operations import failures, hearts
from notices.operations.claims import LEASE, Claim, back_off
from notices.operations.sending import Posting, send_claim

CHUNK = 100  # deliveries claimed at once, and sent over one connection
SLICE_SECONDS = 20  # then the task gives way: a tick must not wait behind 20,000 mails
INSERT_BATCH = 500
AWAY = timedelta(seconds=30)  # how long a mail server that does not answer is left alone
REAPED_OFTEN = 3


def deliver_message(message_id: str, *, at: datetime) -> bool:
    """Send what can go now of one message; whether more of it could go at once."""
    away = hearts.last_seen(hearts.MAIL_AWAY)
    if away is not None and abs(hearts.machine_now() - away) < AWAY:
        return False
    message = Message.objects.due(at).filter(public_id=message_id).first()
    if message is None or not _is_expanded(message, at):
        return False
    ends_at = time.monotonic() + SLICE_SECONDS
    posting = Posting(message)
    while claim := claim_deliveries(message, at=at):
        could_send = send_claim(claim, posting, at=at, ends_at=ends_at)
        progress.tell(message)
        if not could_send:
            return False
        if time.monotonic() >= ends_at:
            return True
    finish_message(message, at=at)
    return False


def _is_expanded(message: Message, at: datetime) -> bool:
    try:
        return message.status == MessageStatus.SENDING or expand_message(message, at=at)
    except Exception as fault:
        # A fault in one audience must not stop the others; the message waits, and is seen.
        failures.report(
            f"audience {message.audience}",
            f"Whom a message goes to could not be worked out: {type(fault).__name__}.",
            at,
            subject=message.public_id,
        )
        return False


@transaction.atomic
def expand_message(message: Message, *, at: datetime) -> bool:
    """Write a delivery and a notice for each recipient; all or none, so a worker killed here loses nothing.

    False where another worker is at it, or it was cancelled.
    """
    locked = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(pk=message.pk, status=MessageStatus.WAITING)
        .first()
    )
    if locked is None:
        return False
    recipients = iter(audiences.find(locked.audience)(locked.about))
    for batch in _batches(recipients):
        Delivery.objects.bulk_create(
            [
                Delivery(message=locked, user_id=one.user_id, extra=one.extra, try_at=at)
                for one in batch
            ],
            ignore_conflicts=True,
        )
        if locked.in_app:
            Notice.objects.bulk_create(
                [Notice(message=locked, user_id=one.user_id, extra=one.extra) for one in batch],
                ignore_conflicts=True,
            )
    locked.status, locked.expanded_at = MessageStatus.SENDING, at
    locked.save(update_fields=["status", "expanded_at"])
    return True


def _batches(recipients: Iterator[Recipient]) -> Iterator[list[Recipient]]:
    while batch := list(islice(recipients, INSERT_BATCH)):
        yield batch


@transaction.atomic
def claim_deliveries(message: Message, *, at: datetime) -> Claim | None:
    """Take the next chunk under a lease; None where nothing is left to take now."""
    taken = list(
        Delivery.objects.claimable(at)
        .filter(message=message)
        .order_by("try_at", "pk")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:CHUNK]
    )
    if not taken:
        return None
    until = hearts.machine_now() + LEASE
    Delivery.objects.filter(pk__in=taken).update(status=DeliveryStatus.CLAIMED, leased_until=until)
    return Claim(message, taken, until)


@transaction.atomic
def finish_message(message: Message, *, at: datetime) -> bool:
    """Sent, once no delivery is open any more."""
    locked = (
        Message.objects.select_for_update()
        .filter(pk=message.pk, status=MessageStatus.SENDING)
        .first()
    )
    if locked is None or Delivery.objects.unfinished().filter(message=locked).exists():
        return False
    locked.status, locked.sent_at = MessageStatus.SENT, at
    locked.save(update_fields=["status", "sent_at"])
    return True


def reap_deliveries(*, at: datetime) -> int:
    """Give back what a worker took and let fall: its lease is over."""
    fallen = Delivery.objects.filter(
        status=DeliveryStatus.CLAIMED, leased_until__lt=hearts.machine_now()
    )
    given_back = {
        "status": DeliveryStatus.WAITING,
        "leased_until": None,
        "attempts": F("attempts") + 1,
    }
    # A row that keeps killing its worker must not do so every time at once.
    often = fallen.filter(attempts__gte=REAPED_OFTEN).update(
        **given_back, try_at=at + back_off(REAPED_OFTEN)
    )
    return often + fallen.update(**given_back, try_at=at)
