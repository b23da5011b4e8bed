"""Local wall time and zone, and the moment they mean; knows nothing of Django or the database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Resolved:
    """The moment of a wall time, in UTC; `is_ambiguous` where the clock shows that time twice."""

    at: datetime
    is_ambiguous: bool


class NonexistentTime(ValueError):
    """The clock jumps over this wall time; `next_valid` is the first one after the jump, naive."""

    def __init__(self, local: datetime, next_valid: datetime) -> None:
        super().__init__(f"{local} does not exist; the next time that does is {next_valid}")
        self.next_valid = next_valid


def resolve(day: date, clock: time, zone: tzinfo) -> Resolved:
    """The moment of this wall time, the first one where there are two; or `NonexistentTime`."""
    local = datetime.combine(day, clock.replace(tzinfo=None, fold=0))
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    at = first.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None, fold=0) != local:
        raise NonexistentTime(local, _after_the_jump(first, second))
    return Resolved(at, is_ambiguous=second.astimezone(UTC) != at)


def _after_the_jump(first: datetime, second: datetime) -> datetime:
    """The first wall time after a jump which `first` (old offset) and `second` (new) stand in."""
    zone = first.tzinfo
    low, high = second.astimezone(UTC), first.astimezone(UTC)  # the jump lies in (low, high]
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high.astimezone(zone).replace(tzinfo=None, fold=0, microsecond=0)


def rounded_up(moment: datetime, minutes: int = 15) -> datetime:
    """The same moment or the next one that stands on a full `minutes` of the hour."""
    step = timedelta(minutes=minutes)
    since = moment - moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment + (-since % step)
