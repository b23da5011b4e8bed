"""The secrets of these tests lie in a folder of their own; and an election that is declared."""

from pathlib import Path

import pytest
from pytest_django import Settings

from committees.models import Committee, Membership
from elections.models import Election
from tests.elections.deciding import declared
from tests.factories_elections import members


@pytest.fixture(autouse=True)
def secrets_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"
    return tmp_path / "election-secrets"


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    """Seven members."""
    return members(committee, 7)


@pytest.fixture
def election(committee: Committee, coordinator: Membership, people: list[Membership]) -> Election:
    """Declared: the first two of them stood, and all ranked them so."""
    one, two = people[:2]
    return declared(committee, coordinator, [one, two], {voter: [one, two] for voter in people})
