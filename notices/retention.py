"""How long what notices hold is kept."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.retention import rule
from notices.models import Delivery, DeliveryStatus, Failure, Heartbeat, Message, Refusal

COPIES = timedelta(hours=72)
FAILURES = timedelta(days=30)


def over_deliveries(now: datetime) -> models.QuerySet[Delivery]:
    """72 hours after it ended; one that never ended goes 72 hours after its message was due."""
    return Delivery.objects.filter(
        Q(finished_at__lte=now - COPIES)
        | Q(status=DeliveryStatus.WAITING, message__due_at__lte=now - COPIES)
    )


def over_messages(now: datetime) -> models.QuerySet[Message]:
    """72 hours after it was sent, cancelled or due, once no delivery of it is left."""
    over = now - COPIES
    return Message.objects.filter(
        Q(sent_at__lte=over)
        | Q(cancelled_at__lte=over)
        | Q(status__in=["waiting", "sending"], due_at__lte=over),
        ~Exists(Delivery.objects.filter(message=OuterRef("pk"))),
    )


def over_failures(now: datetime) -> models.QuerySet[Failure]:
    return Failure.objects.filter(at__lte=now - FAILURES)


rule(Delivery, "72 hours after it was sent, refused or skipped", over_deliveries)
rule(Message, "72 hours after it was sent or cancelled", over_messages)
rule(Failure, "30 days", over_failures)
rule(Refusal, "Kept with the account, until taken back")
rule(Heartbeat, "One row a process, overwritten")
