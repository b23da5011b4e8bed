"""When the reminders of a meeting leave."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from meetings.models import ActionItem, Meeting
from notices.hours import next_allowed

BEFORE = timedelta(hours=24)
SHORTLY_BEFORE = timedelta(hours=2)
TOO_CLOSE = timedelta(minutes=30)
MORNING = time(7, 30)


@dataclass(frozen=True, slots=True)
class Due:
    """The moments of both reminders; None where one would come too late or twice."""

    reminder: datetime | None
    morning: datetime | None


def due(meeting: Meeting, at: datetime) -> Due:
    """The reminders of a meeting whose notice leaves at `at`.

    All members hear a day before, or two hours before where the notice itself is younger than
    that; those who are coming hear on the morning too, unless the first one falls on it.
    """
    wanted = meeting.starts_at - BEFORE
    if wanted <= at:
        wanted = meeting.starts_at - SHORTLY_BEFORE
    reminder = _allowed(meeting, wanted, after=at + SHORTLY_BEFORE)
    zone = meeting.timezone
    dawn = datetime.combine(meeting.local_date, MORNING, tzinfo=zone).astimezone(UTC)
    morning = _allowed(meeting, dawn, after=at + SHORTLY_BEFORE)
    if morning and reminder and morning.astimezone(zone).date() == reminder.astimezone(zone).date():
        morning = None
    return Due(reminder, morning)


def _allowed(meeting: Meeting, wanted: datetime, after: datetime) -> datetime | None:
    """`wanted`, moved out of quiet hours; None before `after` or close to the beginning."""
    moment = next_allowed(
        wanted,
        meeting.timezone,
        is_high_school=meeting.committee.is_high_school,
    )
    return moment if after <= moment <= meeting.starts_at - TOO_CLOSE else None


def next_of_action(action: ActionItem, at: datetime) -> datetime | None:
    """When whoever took it on hears of it next: on the morning before the day, or after it.

    None where nobody has, or nothing is left to say.
    """
    if action.membership_id is None:
        return None
    committee = action.meeting.committee
    for day in (action.due_on - timedelta(days=1), action.due_on + timedelta(days=1)):
        moment = next_allowed(
            datetime.combine(day, MORNING, tzinfo=committee.timezone),
            committee.timezone,
            is_high_school=committee.is_high_school,
        )
        if moment > at:
            return moment
    return None
