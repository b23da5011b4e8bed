"""What went out and what went wrong lately, for the operator's page. Counts, and nobody's data."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from core.models import DeletionStop, Event
from core.retention import kind_of
from core.schedule import SWEPT
from notices.models import ADDRESS_BOUNCES, Delivery, DeliveryStatus, Failure, MailStop
from notices.reasons import Reason, reason_of

MOST = 50
MOST_CODES = 4


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


@dataclass(frozen=True)
class Rate:
    """Mails that a mail server took: in the last minute, hour and day."""

    minute: int
    hour: int
    day: int


def rate(now: datetime) -> Rate:
    """By the time at which the worker wrote them down, which is once in twenty seconds or sooner."""
    sent = Delivery.objects.filter(
        status=DeliveryStatus.SENT, finished_at__gt=now - timedelta(days=1), finished_at__lte=now
    )
    found = sent.aggregate(
        day=Count("pk"),
        hour=Count("pk", filter=Q(finished_at__gt=now - timedelta(hours=1))),
        minute=Count("pk", filter=Q(finished_at__gt=now - timedelta(minutes=1))),
    )
    return Rate(**found)


@dataclass(frozen=True)
class Deletion:
    """What the last sweep took by kind of row, when, and since when it is stopped."""

    swept_at: datetime | None
    gone: list[tuple[str, int]]
    stopped_at: datetime | None


def last_swept_at() -> datetime | None:
    """When the rules of retention ran last."""
    at: datetime | None = Event.objects.filter(name=SWEPT).aggregate(last=Max("at"))["last"]
    return at


def deletion() -> Deletion:
    """Counts of rows by kind."""
    swept = Event.objects.filter(name=SWEPT).order_by("-at").first()
    stop = DeletionStop.now()
    return Deletion(
        swept_at=swept.at if swept else None,
        gone=sorted((kind_of(label), rows) for label, rows in swept.data.items()) if swept else [],
        stopped_at=stop.begun_at if stop else None,
    )


@dataclass
class Trouble:
    """One reason: mails that wait for it, mails refused for it in the last 72 hours, its codes."""

    reason: Reason
    delayed: int = 0
    refused: int = 0
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def codes(self) -> list[str]:
        """What servers answered, the most frequent first."""
        return [code for code, _times in self.counted.most_common(MOST_CODES)]


def troubles() -> list[Trouble]:
    """What holds mail back and what refused it, the most frequent reason first."""
    rows = (
        Delivery.objects.filter(
            status__in=[DeliveryStatus.WAITING, DeliveryStatus.CLAIMED, DeliveryStatus.REFUSED]
        )
        .exclude(fault="")
        .values_list("fault", "status")
        .annotate(times=Count("pk"))
        .order_by()
    )
    found: dict[Reason, Trouble] = {}
    for fault, status, times in rows:
        one = found.setdefault(reason_of(fault), Trouble(reason_of(fault)))
        if status == DeliveryStatus.REFUSED:
            one.refused += times
        else:
            one.delayed += times
        one.counted[fault.removeprefix("Given up: ")] += times
    return sorted(found.values(), key=lambda one: (-one.delayed - one.refused, one.reason.value))
