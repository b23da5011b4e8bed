"""Motions and their people, for the tests of this room."""

from datetime import datetime, timedelta
from typing import Any

from committees.models import Committee, Membership
from meetings.models import Meeting, Motion
from meetings.operations.motions import Draft, second_motion, submit_motion
from tests.factories import MembershipFactory
from tests.factories_meetings import MeetingFactory

SENTENCE = "To ask for longer opening hours."


def put(committee: Committee, by: Membership, at: datetime, **said: Any) -> Motion:
    """A motion that waits for a seconder."""
    return submit_motion(committee, Draft(**{"resolves": SENTENCE, **said}), by=by, at=at)


def seconded(
    committee: Committee, by: Membership, at: datetime, *, seconder: Any = None, **said: Any
) -> Motion:
    """A motion that somebody seconded at once."""
    seconder = seconder or MembershipFactory(committee=committee)
    return second_motion(put(committee, by, at, **said), by=seconder, at=at)


def titles(meeting: Any) -> list[str]:
    """The agenda's titles in order."""
    return list(meeting.agenda.order_by("position").values_list("title", flat=True))


def called(committee: Committee, starts_at: datetime, **columns: Any) -> Meeting:
    """A meeting at this moment."""
    ends_at = starts_at + timedelta(hours=1)
    return MeetingFactory(committee=committee, starts_at=starts_at, ends_at=ends_at, **columns)
