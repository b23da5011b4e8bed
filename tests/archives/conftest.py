"""Pages at the moment at which the cast stands."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.conftest import NOW


@pytest.fixture
def standing_now(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield
