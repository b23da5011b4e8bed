"""When the next mail about a follow-up leaves."""

from datetime import datetime, timedelta

from meetings.reminders import MORNING
from notices.hours import next_allowed
from outreach.models import FollowUp


def next_mail(follow_up: FollowUp, at: datetime) -> datetime | None:
    """On the morning before its day and on the one after, to who took it on; on the third day
    after, and where nobody did on the first, to the coordinators. None: nothing is left to say."""
    committee = follow_up.delegation.committee
    days = (-1, 1, 3) if follow_up.membership_id is not None else (1,)
    for after in days:
        moment = next_allowed(
            datetime.combine(
                follow_up.due_on + timedelta(days=after), MORNING, tzinfo=committee.timezone
            ),
            committee.timezone,
            is_high_school=committee.is_high_school,
        )
        if moment > at:
            return moment
    return None


def is_overdue(follow_up: FollowUp, due_at: datetime) -> bool:
    """Whether the mail of this moment goes to the coordinators."""
    if follow_up.membership_id is None:
        return True
    zone = follow_up.delegation.committee.timezone
    return due_at.astimezone(zone).date() >= follow_up.due_on + timedelta(days=3)
