"""What the clock does for the boxes."""

from datetime import datetime

from ballots.operations import contests
from core.ticking import duty


@duty
def destroy_left_secrets(now: datetime) -> None:
    """No secret outlives its contest's close."""
    contests.destroy_left_secrets()
