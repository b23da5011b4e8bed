"""What the clock calls of defence: a report goes on its day, also between two sweeps."""

from datetime import datetime

from core.ticking import duty
from outreach.retention_defence import reprisals


@duty
def delete_reprisals(now: datetime) -> None:
    """The reporter was told this day."""
    reprisals(now).delete()
