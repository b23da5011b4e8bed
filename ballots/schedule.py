"""What the clock does for the boxes."""

from datetime import datetime

from ballots.operations import contests
from core.ticking import duty


@duty
def destroy_left_keys(now: datetime) -> None:
    """No key outlives its use."""
    contests.destroy_left_keys()
