"""A clock that stands still, and a committee in which much goes on."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from committees.models import Committee, Membership
from meetings.models import Meeting
from tests.factories import NOW, MembershipFactory
from tests.factories_announcements import AnnouncementFactory
from tests.factories_elections import announced
from tests.factories_joining import JoinRequestFactory
from tests.factories_meetings import MeetingFactory

Fill = Callable[[int], None]


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The product's clock, standing at `now`; `clock.move_to(moment)` moves it."""
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


def soon(committee: Committee, **fields: object) -> Meeting:
    """A meeting in three days, which asks whether one comes."""
    start = NOW + timedelta(days=3)
    given = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    return MeetingFactory(committee=committee, **(given | fields))


@pytest.fixture
def fill(committee: Committee, coordinator: Membership) -> Fill:
    """So many members, meetings, elections, announcements and requests more."""

    def more(number: int) -> None:
        for _place in range(number):
            MembershipFactory(committee=committee)
            soon(committee)
            announced(committee, coordinator, preset="practice")
            AnnouncementFactory(committee=committee, status="sent", sent_at=NOW)
            JoinRequestFactory(committee=committee)

    return more
