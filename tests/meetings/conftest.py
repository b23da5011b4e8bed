"""One meeting called by the cast's committee, and a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from committees.models import Committee, Membership
from meetings.models import Meeting, Motion
from tests.factories_meetings import STARTS_AT, AgendaItemFactory, MeetingFactory, MotionFactory
from tests.meetings.voting import Hall


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The product's clock, standing at `now`; `clock.move_to(moment)` moves it."""
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def secrets_folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the keys of secret votes lie."""
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"
    return tmp_path / "election-secrets"


@pytest.fixture
def meeting(committee: Committee) -> Meeting:
    """A general meeting two weeks ahead, at six in the evening in New York."""
    return MeetingFactory(committee=committee)


@pytest.fixture
def running(committee: Committee, coordinator: Membership) -> Meeting:
    """An open meeting of three items, none of them taken; the coordinator chairs."""
    made = MeetingFactory(committee=committee, status="open", opened_at=STARTS_AT)
    for title in ("Welcome", "The library", "Who does what"):
        AgendaItemFactory(meeting=made, title=title, minutes=10)
    return made


@pytest.fixture
def in_debate(running: Meeting) -> Motion:
    """A motion that is moved, on the second item, which has been taken."""
    motion = MotionFactory(
        committee=running.committee, meeting=running, status="moved", title="Longer hours"
    )
    item = running.agenda.get(title="The library")
    item.kind, item.motion, item.started_at = "motion", motion, STARTS_AT
    item.save()
    running.item = item
    running.save(update_fields=["item"])
    return motion


@pytest.fixture
def hall(committee: Committee) -> Hall:
    """An open general meeting of twelve members, who all attend."""
    return Hall(committee)
