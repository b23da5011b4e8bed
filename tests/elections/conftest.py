"""The secrets of these tests lie in a folder of their own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def secrets_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"
    return tmp_path / "election-secrets"
