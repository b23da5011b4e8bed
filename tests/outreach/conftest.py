"""A clock that stands still, an action that is called, and a meeting that decides."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from committees.models import Committee, Membership
from meetings.models import Resolution
from outreach.models import Action, Participation
from outreach.operations.actions import call_action
from tests.factories_meetings import ResolutionFactory
from tests.meetings.voting import Hall
from tests.outreach.plans import plan


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The product's clock, standing at `now`; `clock.move_to(moment)` moves it."""
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def decision(committee: Committee) -> Resolution:
    made: Resolution = ResolutionFactory(committee=committee)
    return made


@pytest.fixture
def action(
    committee: Committee, decision: Resolution, coordinator: Membership, now: datetime
) -> Action:
    """Called for a week from now, 50 expected, the place released two hours before."""
    return call_action(committee, plan(), decision=decision, expected=50, by=coordinator, at=now)


@pytest.fixture
def part(action: Action) -> Participation:
    found = action.participations.get()
    found.action = action
    return found


@pytest.fixture(autouse=True)
def secrets_folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the keys of secret votes lie."""
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"
    return tmp_path / "election-secrets"


@pytest.fixture
def hall(committee: Committee) -> Hall:
    """An open general meeting of twelve members, who all attend."""
    return Hall(committee)
