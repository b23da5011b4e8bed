"""The mail server of a run in which things are killed."""

from collections.abc import Iterator

import pytest

from tests.chaos.postbox import Postbox


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    postbox = Postbox()
    try:
        yield postbox
    finally:
        postbox.shut()
