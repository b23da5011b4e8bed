"""What the clock does for the boxes."""

from datetime import datetime

from ballots.operations import leftovers
from core.ticking import duty


@duty
def destroy_left_keys(now: datetime) -> None:
    """No key outlives its use."""
    leftovers.destroy_left_keys()


@duty
def drop_left_relations(now: datetime) -> None:
    """No paper and no envelope outlives its vote."""
    leftovers.drop_left_relations()
