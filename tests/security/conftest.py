"""What is written outside the database lies under the test's own folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from tests.world import standing


@pytest.fixture(autouse=True)
def _standing(tmp_path: Path) -> Iterator[None]:
    cache.clear()
    with standing(tmp_path):
        yield
    cache.clear()
