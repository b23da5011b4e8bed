"""What went wrong lately, for the operator's page."""

from dataclasses import dataclass
from datetime import datetime

from notices.models import ADDRESS_BOUNCES, Delivery, DeliveryStatus, Failure, MailStop

MOST = 50


@dataclass(frozen=True)
class Fault:
    """One failure: when, in which part, what; nobody's data."""

    at: datetime
    part: str
    sentence: str


def failures() -> list[Fault]:
    """The newest fifty, newest first."""
    rows = Failure.objects.order_by("-at", "-pk")[:MOST]
    return [Fault(row.at, row.part, row.sentence) for row in rows]


@dataclass(frozen=True)
class Bouncing:
    """Addresses to which mail is stopped, and the mails of the last 72 hours that it held back."""

    addresses: int
    mails: int


def bouncing() -> Bouncing:
    """How much mail does not go out since earlier mail came back."""
    held = Delivery.objects.filter(status=DeliveryStatus.SKIPPED, fault=ADDRESS_BOUNCES)
    return Bouncing(MailStop.objects.count(), held.count())
