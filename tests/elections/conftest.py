"""The secrets of these tests lie in a folder of their own; many members, and what they decide on."""

from pathlib import Path

import pytest
from pytest_django import Settings

from committees.models import Committee, Mandate, Membership
from elections.models import Election
from tests.elections.deciding import declared
from tests.factories import NOW
from tests.factories_elections import members


@pytest.fixture(autouse=True)
def secrets_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"
    return tmp_path / "election-secrets"


@pytest.fixture
def seven(committee: Committee) -> list[Membership]:
    """Members without an office."""
    return members(committee, 7)


@pytest.fixture
def election(committee: Committee, coordinator: Membership, seven: list[Membership]) -> Election:
    """Declared: the first two of seven stood, and all ranked them so."""
    one, two = seven[:2]
    return declared(committee, coordinator, [one, two], {voter: [one, two] for voter in seven})


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    """Thirty members without an office: of them and one officer four must sign a recall."""
    return members(committee, 30)


@pytest.fixture
def mandate(coordinator: Membership) -> Mandate:
    """The coordinator's, whom a recall is about."""
    return coordinator.mandates.get(office="coordinator")


@pytest.fixture
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked at NOW, too."""
    monkeypatch.setattr("core.clock.now", lambda: NOW)
