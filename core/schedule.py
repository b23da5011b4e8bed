"""Once a day, what is kept no longer goes."""

from datetime import datetime, timedelta

from core import retention, ticking
from core.models import DeletionStop, Event

SWEPT = "core.rows_swept"


@ticking.duty
def sweep_rows(now: datetime) -> None:
    """Apply every retention rule, unless it is stopped; note how many rows of which kind went."""
    if DeletionStop.now() is not None:
        return
    if Event.objects.filter(name=SWEPT, at__gt=now - timedelta(days=1)).exists():
        return
    gone = retention.sweep(now)
    Event.objects.create(name=SWEPT, at=now, subject_type="core.retention", data=gone)
