"""What the clock calls: duties that apps register, run one after the other, each on its own."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

BATCH, SECONDS = 2000, 10  # of one duty in one tick: the next duty waits no longer
Row = TypeVar("Row", bound=Model)
Duty = Callable[[datetime], None]
Report = Callable[[str, str, datetime], None]
DUTIES: dict[str, Duty] = {}
REPORTERS: list[Report] = []
log = logging.getLogger("rankandfile.tick")


def duty(function: Duty) -> Duty:
    """Register `function(now)` to be called at every tick; it must be harmless to call twice."""
    DUTIES[f"{function.__module__}.{function.__name__}"] = function
    return function


def each(due: QuerySet[Row], operate: Callable[[Row], object]) -> None:
    """Operate on every row that is due, locked, in a transaction of its own.

    One that fails holds back no other: its fault is raised when the others are done.
    """
    ends_at = time.monotonic() + SECONDS
    faults: list[Exception] = []
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        if time.monotonic() >= ends_at:
            break  # the next tick goes on
        try:
            with transaction.atomic():
                row = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
                if row is not None:
                    operate(row)
        except Exception as fault:
            log.exception("%s %s could not be dealt with", due.model._meta.label, pk)
            faults.append(fault)
    if faults:
        raise faults[0]


def run(at: datetime) -> None:
    """Call every duty. One that fails is reported, and does not stop the next."""
    for name, function in DUTIES.items():
        try:
            function(at)
        except Exception as fault:
            log.exception("duty %s failed", name)
            _report(name, type(fault).__name__, at)


def _report(name: str, fault: str, at: datetime) -> None:
    for report in REPORTERS:
        try:
            report(name, fault, at)
        except Exception:
            log.exception("the failure of duty %s could not be reported", name)
