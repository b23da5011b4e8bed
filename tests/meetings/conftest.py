"""One meeting called by the cast's committee, and a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from committees.models import Committee
from meetings.models import Meeting
from tests.factories_meetings import MeetingFactory


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The product's clock, standing at `now`; `clock.move_to(moment)` moves it."""
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def meeting(committee: Committee) -> Meeting:
    """A general meeting two weeks ahead, at six in the evening in New York."""
    return MeetingFactory(committee=committee)
