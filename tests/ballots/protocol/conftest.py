"""The worlds that these tests read; RSA keys follow from names and are made once."""

import pytest

from ballots.protocol.voter import Voter
from tests.ballots.protocol.world import World


@pytest.fixture
def world() -> World:
    """The host alone; three candidates, ranked."""
    return World("test")


@pytest.fixture
def tellers() -> World:
    """Three tellers, of whom two open."""
    return World("test", holders=3, needed=2)


@pytest.fixture
def voter(world: World) -> Voter:
    """The first member, with both papers."""
    return world.voter(1)
