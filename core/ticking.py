"""What the clock calls: duties that apps register, run one after the other, each on its own."""

import logging
from collections.abc import Callable
from datetime import datetime

Duty = Callable[[datetime], None]
Report = Callable[[str, str, datetime], None]
DUTIES: dict[str, Duty] = {}
REPORTERS: list[Report] = []
log = logging.getLogger("rankandfile.tick")


def duty(function: Duty) -> Duty:
    """Register `function(now)` to be called at every tick; it must be harmless to call twice."""
    DUTIES[f"{function.__module__}.{function.__name__}"] = function
    return function


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
