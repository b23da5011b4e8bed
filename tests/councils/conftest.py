"""Two committees, each with a coordinator and a delegate, and a council of theirs."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership, Office, Seat
from tests.factories import (
    AffiliationFactory,
    CommitteeFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    SeatFactory,
    officer,
)

As = Callable[..., Client]


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The clock stands, until a test moves it."""
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def second(now: datetime) -> Committee:
    return CommitteeFactory(status="founded", founded_at=now, name="South Committee")


@pytest.fixture
def council(committee: Committee, second: Committee) -> Committee:
    """A council of both, without anybody who sits there yet."""
    found: Committee = CouncilFactory(name="City Council")
    for one in (committee, second):
        AffiliationFactory(council=found, committee=one, decision=f"by{one.public_id}"[:12])
    return found


def seated(council: Committee, committee: Committee, name: str) -> Membership:
    """A delegate of the committee, as a member of the council."""
    at_home = MembershipFactory(committee=committee, chosen_name=name)
    mandate = MandateFactory(membership=at_home, office=Office.DELEGATE)
    affiliation = council.affiliations.get(committee=committee)
    seat: Seat = SeatFactory(
        affiliation=affiliation,
        mandate=mandate,
        membership=MembershipFactory(
            committee=council,
            user=at_home.user,
            chosen_name=name,
            joined_at=affiliation.joined_at,
        ),
    )
    return seat.membership


@pytest.fixture
def dara(council: Committee, committee: Committee) -> Membership:
    """A delegate of the first committee, who coordinates the council."""
    found = seated(council, committee, "Dara")
    MandateFactory(membership=found, office=Office.COORDINATOR)
    return found


@pytest.fixture
def dodo(council: Committee, second: Committee) -> Membership:
    """A delegate of the second committee."""
    return seated(council, second, "Dodo")


@pytest.fixture
def other_coordinator(second: Committee) -> Membership:
    return officer(second, Office.COORDINATOR, "Olga")
