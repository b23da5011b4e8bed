"""What a worker holds under a lease, and every way out of its hands."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection

from notices.models import Delivery, DeliveryStatus, Message
from notices.operations import hearts

LEASE = timedelta(minutes=3)
RENEW_AFTER = timedelta(minutes=1)  # one mail may use EMAIL_TIMEOUT five times before it fails
GIVE_UP_AFTER = timedelta(hours=48)
KEEP_TRYING = 30.0  # seconds in which a database that restarts may come back; less than a lease
_STEPS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360)]


def back_off(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts."""
    return _STEPS[min(attempts, len(_STEPS) - 1)]


@dataclass
class Claim:
    """Deliveries in this worker's hands until `until` (machine time)."""

    message: Message
    left: list[int]
    until: datetime

    def renew(self) -> None:
        """Hold what is left for longer; what was reaped or erased meanwhile is dropped."""
        until = hearts.machine_now() + LEASE
        Delivery.objects.held(self.until).filter(pk__in=self.left).update(leased_until=until)
        self.until = until
        held = Delivery.objects.held(until).filter(pk__in=self.left)
        self.left = sorted(held.values_list("pk", flat=True))

    @property
    def is_old(self) -> bool:
        return self.until - hearts.machine_now() < LEASE - RENEW_AFTER

    def mark_sent(self, sent: list[int], at: datetime) -> None:
        """The server has them. True even where the lease was lost meanwhile."""
        if not sent:
            return
        rows = Delivery.objects.unfinished().filter(pk__in=sent)
        _held_on_to(
            lambda: rows.update(
                status=DeliveryStatus.SENT, finished_at=at, leased_until=None, fault=""
            )
        )
        self.drop(sent)

    def end(self, pks: list[int], status: DeliveryStatus, fault: str, at: datetime) -> None:
        """Refused or skipped."""
        Delivery.objects.held(self.until).filter(pk__in=pks).update(
            status=status, finished_at=at, leased_until=None, fault=fault
        )
        self.drop(pks)

    def retry(self, delivery: Delivery, fault: str, at: datetime) -> None:
        """Once more later, or never where two days were not enough."""
        if at - self.message.due_at > GIVE_UP_AFTER:
            self.end([delivery.pk], DeliveryStatus.REFUSED, f"Given up: {fault}", at)
            return
        Delivery.objects.held(self.until).filter(pk=delivery.pk).update(
            status=DeliveryStatus.WAITING,
            leased_until=None,
            attempts=delivery.attempts + 1,
            try_at=at + back_off(delivery.attempts),
            fault=fault,
        )
        self.drop([delivery.pk])

    def put_back(self, untried: Iterable[Delivery], fault: str, at: datetime) -> None:
        """Once more later, as `retry`, but nothing was tried, and no attempt is counted."""
        if at - self.message.due_at > GIVE_UP_AFTER:
            given_up = [one.pk for one in untried]
            self.end(given_up, DeliveryStatus.REFUSED, f"Given up: {fault}", at)
            return
        waits: dict[timedelta, list[int]] = {}
        for one in untried:
            waits.setdefault(back_off(one.attempts), []).append(one.pk)
        for wait, pks in waits.items():
            Delivery.objects.held(self.until).filter(pk__in=pks).update(
                status=DeliveryStatus.WAITING, leased_until=None, try_at=at + wait, fault=fault
            )
            self.drop(pks)

    def release(self, try_at: datetime, fault: str = "") -> None:
        """Give back what is left, untried."""
        Delivery.objects.held(self.until).filter(pk__in=self.left).update(
            status=DeliveryStatus.WAITING, leased_until=None, try_at=try_at, fault=fault[:200]
        )
        self.left = []

    def drop(self, pks: Iterable[int]) -> None:
        """These are no longer in this worker's hands."""
        gone = set(pks)
        self.left = [pk for pk in self.left if pk not in gone]


def _held_on_to(write: Callable[[], object]) -> None:
    """Write down what the mail server answered, though the database restarts meanwhile."""
    until = time.monotonic() + KEEP_TRYING
    while True:
        try:
            write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() >= until:
                raise
            connection.close()
            time.sleep(0.2)
        else:
            return
