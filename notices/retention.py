"""How long what notices hold is kept."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.retention import rule
from notices.models import (
    Bounce,
    Delivery,
    DeliveryStatus,
    DigestChoice,
    Failure,
    Heartbeat,
    MailStop,
    Message,
    Notice,
    Refusal,
)

COPIES = timedelta(hours=72)
FAILURES = timedelta(days=30)
NOTICES = timedelta(days=30)
BOUNCES = timedelta(days=30)


def over_deliveries(now: datetime) -> models.QuerySet[Delivery]:
    """72 hours after it ended; one that never ended goes 72 hours after its message was due."""
    return Delivery.objects.filter(
        Q(finished_at__lte=now - COPIES)
        | Q(status=DeliveryStatus.WAITING, message__due_at__lte=now - COPIES)
    )


def over_messages(now: datetime) -> models.QuerySet[Message]:
    """72 hours after it was sent, cancelled or due, and no delivery of it is left.

    One that stands among somebody's notices stays with them for 30 days.
    """
    noticed = Exists(Notice.objects.filter(message=OuterRef("pk")))
    return Message.objects.filter(
        _ended(now - COPIES) & ~noticed | _ended(now - NOTICES),
        ~Exists(Delivery.objects.filter(message=OuterRef("pk"))),
    )


def _ended(by: datetime) -> Q:
    return (
        Q(sent_at__lte=by)
        | Q(cancelled_at__lte=by)
        | Q(status__in=["waiting", "sending"], due_at__lte=by)
    )


def over_failures(now: datetime) -> models.QuerySet[Failure]:
    return Failure.objects.filter(at__lte=now - FAILURES)


def over_bounces(now: datetime) -> models.QuerySet[Bounce]:
    return Bounce.objects.filter(at__lte=now - BOUNCES)


def over_stops(now: datetime) -> models.QuerySet[MailStop]:
    return MailStop.objects.filter(at__lte=now - BOUNCES)


rule(Delivery, _("72 hours after it was sent, refused or skipped"), over_deliveries)
rule(
    Message,
    _("72 hours after it was sent or cancelled; 30 days where it stands among notices"),
    over_messages,
)
rule(Notice, _("With its message, 30 days; with the membership, and with the account"))
rule(DigestChoice, _("Kept with the account, until taken back"))
rule(Failure, _("30 days"), over_failures)
rule(
    Bounce, _("30 days, or until the member tries again or moves to another address"), over_bounces
)
rule(MailStop, _("30 days, then the address is tried again"), over_stops)
rule(Refusal, _("Kept with the account, until taken back"))
rule(Heartbeat, _("One row a process, overwritten"))
