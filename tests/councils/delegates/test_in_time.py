"""Whether a committee meets before it must have answered a council, or told its delegates."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Affiliation, Committee, Membership
from councils.effects_delegates import ratifying
from councils.models import Ratification
from councils.queries.in_time import in_time
from meetings.models import AgendaItem, Meeting
from tests.factories_councils import InstructionFactory, RatificationFactory
from tests.factories_meetings import MeetingFactory, MotionFactory, ResolutionFactory

pytestmark = pytest.mark.django_db
As = Callable[[Membership | None], Client]
DAY = timedelta(days=1)
LATE = "Our next meeting comes too late:"
NONE = "No meeting of ours is called that could decide this in time."
TOO_LATE = "No meeting with its proper notice can come in time any more."


@pytest.fixture
def waiting(affiliation: Affiliation, council: Committee, now: datetime) -> Ratification:
    """The council has just decided; our answer is due in seven days."""
    made: Ratification = RatificationFactory(
        affiliation=affiliation,
        resolution=ResolutionFactory(committee=council, title="Free buses"),
        asked_at=now,
        closes_at=now + 7 * DAY,
    )
    return made


def _page(client: Client, one: Ratification) -> str:
    return str(client.get(f"/ratifications/{one.public_id}/").content.decode())


def test_seven_days_are_the_notice_of_a_general_meeting_so_a_mass_meeting_is_named(
    waiting: Ratification, coordinator: Membership, member: Membership, as_: As
) -> None:
    page = _page(as_(coordinator), waiting)
    assert NONE in page
    assert "One can still be called in time: Mass meeting, with 3 days of notice." in page
    assert "Call a meeting" in page
    assert "Demand a meeting" in _page(as_(member), waiting)


def test_a_meeting_that_is_too_late_or_in_time_is_named_with_its_moment(
    waiting: Ratification, committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    late = MeetingFactory(committee=committee, title="In a fortnight", starts_at=now + 14 * DAY)
    page = _page(as_(member), waiting)
    assert LATE in page
    assert f"/meetings/{late.public_id}/" in page
    MeetingFactory(committee=committee, title="On Friday", starts_at=now + 2 * DAY)
    page = _page(as_(member), waiting)
    assert LATE not in page
    assert "Our next meeting comes in time:" in page
    assert "On Friday" in page


def test_when_no_notice_fits_any_more_it_says_what_follows(
    waiting: Ratification, member: Membership, as_: As, clock: time_machine.Traveller, now: datetime
) -> None:
    clock.move_to(now + 5 * DAY)
    page = _page(as_(member), waiting)
    assert TOO_LATE in page
    assert "If we say nothing, the decision binds us." in page


def test_a_motion_that_answers_it_stands_there_in_place_of_the_button(
    waiting: Ratification, committee: Committee, member: Membership, as_: As
) -> None:
    assert "Put the motion to ratify it" in _page(as_(member), waiting)
    motion = MotionFactory(committee=committee, effect=ratifying(waiting), title="To ratify: Free")
    page = _page(as_(member), waiting)
    assert f"/motions/{motion.public_id}/" in page
    assert "The motion to ratify it is put" in page
    assert "Put the motion to ratify it" not in page


def test_coordinators_are_asked_on_their_first_page_and_nobody_else_is(
    waiting: Ratification, committee: Committee, coordinator: Membership, member: Membership,
    as_: As, now: datetime,
) -> None:  # fmt: skip
    words = "No meeting is in time to answer a council: City Council"
    page = as_(coordinator).get("/home/").content.decode()
    assert words in page
    assert f"/ratifications/{waiting.public_id}/" in page
    assert words not in as_(member).get("/home/").content.decode()
    MeetingFactory(committee=committee, starts_at=now + 2 * DAY)
    assert words not in as_(coordinator).get("/home/").content.decode()


def test_delegates_without_a_mandate_are_told_of_in_the_same_way(
    committee: Committee, affiliation: Affiliation, meeting: Meeting, items: list[AgendaItem],
    coordinator: Membership, member: Membership, as_: As, clock: time_machine.Traveller,
) -> None:  # fmt: skip
    path, words = f"/committees/{committee.public_id}/instructions/", "instruct our delegates: City"
    clock.move_to(meeting.starts_at - 8 * DAY)
    page = as_(member).get(path).content.decode()
    assert NONE in page
    assert "One can still be called in time: General meeting" in page
    assert words in as_(coordinator).get("/home/").content.decode()
    clock.move_to(meeting.starts_at - DAY)
    page = as_(member).get(path).content.decode()
    assert TOO_LATE in page
    assert "Our delegates decide there, and report why." in page
    assert words not in as_(coordinator).get("/home/").content.decode()
    clock.move_to(meeting.starts_at - 8 * DAY)
    for item in items:
        InstructionFactory(affiliation=affiliation, item=item, stance="open")
    assert NONE not in as_(member).get(path).content.decode()
    assert words not in as_(coordinator).get("/home/").content.decode()


def test_an_emergency_meeting_answers_no_council(committee: Committee, now: datetime) -> None:
    MeetingFactory(committee=committee, kind="emergency", starts_at=now + DAY)
    found = in_time(committee, now + 2 * DAY, now)
    assert found.is_late
    assert found.call is None
