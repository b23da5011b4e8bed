"""Between which moments a vote is held that the clock runs alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LAST_CALL = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Times:
    """When it opens and closes, and when those who have taken no paper are reminded."""

    opens_at: datetime
    closes_at: datetime
    last_call_at: datetime


def between(opens: datetime, closes: datetime) -> Times:
    """The last call comes six hours before the close; of a short vote, in its last quarter."""
    return Times(opens, closes, closes - min(LAST_CALL, (closes - opens) / 4))


def on_the_wall(at: datetime, zone: ZoneInfo, *, opens: timedelta, closes: timedelta) -> Times:
    """So long after `at`, on the clock of `zone`: a change of clocks moves no deadline."""
    wall = at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    moments = ((wall + after).replace(tzinfo=zone) for after in (opens, closes))
    return between(*(one.astimezone(UTC) for one in moments))
