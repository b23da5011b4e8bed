"""A council of two committees: Dara sits there for the cast's, Dodo for the other."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from committees.models import Affiliation, Committee, Membership, Seat
from meetings.models import AgendaItem, Meeting
from tests.factories import (
    AffiliationFactory,
    CommitteeFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    SeatFactory,
)
from tests.factories_meetings import AgendaItemFactory, MeetingFactory, MotionFactory
from tests.meetings.voting import Hall


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The product's clock, standing at `now`; `clock.move_to(moment)` moves it."""
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def council(db: None) -> Committee:
    return CouncilFactory(name="City Council")


@pytest.fixture
def affiliation(council: Committee, committee: Committee) -> Affiliation:
    return AffiliationFactory(council=council, committee=committee)


@pytest.fixture
def other(council: Committee, now: datetime) -> Affiliation:
    """The committee in the south."""
    south = CommitteeFactory(status="founded", founded_at=now, name="South Committee")
    return AffiliationFactory(council=council, committee=south)


@pytest.fixture
def delegate(committee: Committee) -> Membership:
    """Dara, a member at home."""
    return MembershipFactory(committee=committee, chosen_name="Dara")


@pytest.fixture
def seat(affiliation: Affiliation, delegate: Membership) -> Seat:
    mandate = MandateFactory(membership=delegate, office="delegate")
    return SeatFactory(affiliation=affiliation, mandate=mandate, membership__chosen_name="Dara")


@pytest.fixture
def other_seat(other: Affiliation) -> Seat:
    return SeatFactory(affiliation=other, membership__chosen_name="Dodo")


@pytest.fixture
def meeting(council: Committee, seat: Seat, other_seat: Seat) -> Meeting:
    """The council meets in two weeks."""
    return MeetingFactory(committee=council, title="Council in March")


@pytest.fixture
def items(meeting: Meeting) -> list[AgendaItem]:
    """A motion on the fares and one line of business; the chair and the end need no mandate."""
    motion = MotionFactory(
        committee=meeting.committee, meeting=meeting, status="on_agenda", title="Free buses"
    )
    given = {"meeting": meeting}
    AgendaItemFactory(**given, position=1, kind="chair", title="Chair")
    found = [
        AgendaItemFactory(**given, position=2, kind="motion", motion=motion, title="Free buses"),
        AgendaItemFactory(**given, position=3, title="The day of action"),
    ]
    AgendaItemFactory(**given, position=4, title="Any other business")
    return found


@pytest.fixture
def hall(committee: Committee) -> Hall:
    """An open general meeting of the cast's committee, in which twelve attend."""
    return Hall(committee)
