"""When a reminder may arrive: not at night, and for high schools not during school."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = time(21, 0), time(7, 30)
SCHOOL_FROM, SCHOOL_UNTIL = time(8, 15), time(15, 0)
_SATURDAY = 5


def next_allowed(moment: datetime, zone: ZoneInfo, *, is_high_school: bool = False) -> datetime:
    """`moment`, or the first later one outside quiet and school hours in `zone`; UTC.

    Sign-in codes, formal notices and last calls do not ask: they go at once.
    """
    local = moment.astimezone(zone)
    hour, day = local.time(), local.date()
    if hour >= QUIET_FROM:
        return datetime.combine(day + timedelta(days=1), QUIET_UNTIL, zone).astimezone(UTC)
    if hour < QUIET_UNTIL:
        return datetime.combine(day, QUIET_UNTIL, zone).astimezone(UTC)
    if is_high_school and day.weekday() < _SATURDAY and SCHOOL_FROM <= hour < SCHOOL_UNTIL:
        return datetime.combine(day, SCHOOL_UNTIL, zone).astimezone(UTC)
    return moment.astimezone(UTC)
