"""When nothing but formal notices leaves: at night, and in school hours for high schools."""

from datetime import UTC, datetime, time, timedelta, tzinfo

NIGHT_FROM, NIGHT_TO = time(21, 0), time(7, 30)
SCHOOL_FROM, SCHOOL_TO = time(8, 15), time(15, 0)
SATURDAY = 5


def next_allowed(moment: datetime, zone: tzinfo, *, is_high_school: bool = False) -> datetime:
    """`moment`, or the end of the quiet hours in which it falls."""
    local = moment.astimezone(zone)
    clock, end = local.time(), None
    if clock >= NIGHT_FROM:
        end = datetime.combine(local.date() + timedelta(days=1), NIGHT_TO, tzinfo=zone)
    elif clock < NIGHT_TO:
        end = datetime.combine(local.date(), NIGHT_TO, tzinfo=zone)
    elif is_high_school and local.weekday() < SATURDAY and SCHOOL_FROM <= clock < SCHOOL_TO:
        end = datetime.combine(local.date(), SCHOOL_TO, tzinfo=zone)
    return end.astimezone(UTC) if end else moment
