"""What went wrong lately, for the operator's page."""

from dataclasses import dataclass
from datetime import datetime

from notices.models import Failure

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
