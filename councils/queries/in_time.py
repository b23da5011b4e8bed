"""Whether a committee meets in time: to answer a council, or to tell its delegates what they carry."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from committees.models import Committee
from committees.standing_orders import orders
from meetings import rules
from meetings.deadlines import next_called
from meetings.models import Meeting, MeetingKind


@dataclass(frozen=True, slots=True)
class Called:
    """A kind of meeting that can still be called in time, its notice, and until when it is called."""

    kind: str
    label: str
    notice: str
    until: datetime


@dataclass(frozen=True, slots=True)
class InTime:
    """The committee's next meeting against the moment by which it must have decided.

    `call`: what could still be called, with the most notice first; None where nothing can.
    """

    due: datetime
    meeting: Meeting | None
    call: Called | None

    @property
    def is_late(self) -> bool:
        """Nothing that is called comes in time."""
        return self.meeting is None or self.meeting.starts_at >= self.due


def in_time(committee: Committee, due: datetime, now: datetime) -> InTime:
    """Whether the next meeting comes before `due`; an emergency meeting is no answer to a council."""
    found = next_called(committee, now)
    if found is not None and found.starts_at < due:
        return InTime(due, found, None)
    for kind in rules.kinds(committee):
        until = due - timedelta(hours=orders(committee).notice_hours(kind))
        if kind != MeetingKind.EMERGENCY and until > now:
            notice = rules.notice_words(committee, kind)
            return InTime(due, found, Called(kind, str(kind.label), notice, until))
    return InTime(due, found, None)
