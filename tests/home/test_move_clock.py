"""Moving the demonstration's clock, and the list of what happens next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from announcements.operations.sending import send_announcement
from announcements.operations.writing import Draft, write_announcement
from committees.models import Committee, Membership
from core import clock as the_clock
from elections.operations.voiding import void_election
from home.demo import deadlines
from tests.factories import NOW, CommitteeFactory, UserFactory
from tests.factories_elections import announced
from tests.home.conftest import soon

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.CLOCK_FILE = True, tmp_path / "clock"


def _move(client: Client, to: str | None = None) -> str:
    """Where the clock stands is left to the tests; gives the message that the person reads."""
    response = client.post("/demo/clock/move/", {} if to is None else {"to": to}, follow=True)
    assert response.status_code == 200
    (message,) = response.context["messages"]
    return str(message)


def test_outside_the_demonstration_there_is_no_such_page(as_: As, member: Membership) -> None:
    for client in (as_(member), as_(None)):
        assert client.get("/demo/clock/").status_code == 404
        assert client.post("/demo/clock/move/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_the_clock_is_moved_by_posting_only(as_: As) -> None:
    assert as_(None).get("/demo/clock/move/").status_code == 405


@pytest.mark.usefixtures("demonstration")
def test_where_nothing_is_due_nothing_moves(as_: As) -> None:
    assert _move(as_(None)) == "Nothing happens by itself at present."
    assert the_clock.offset() == timedelta()
    assert "Nothing is due." in as_(None).get("/demo/clock/").content.decode()


@pytest.mark.usefixtures("demonstration")
def test_a_visitor_goes_to_the_next_deadline_of_all(as_: As, committee: Committee) -> None:
    soon(committee, reminder_due_at=NOW + 2 * DAY)
    soon(committee, morning_due_at=NOW + 3 * DAY)
    assert "Reminder of the meeting · " in (said := _move(as_(None)))
    assert "The clock was moved." in said
    assert the_clock.now() == NOW + 2 * DAY + SECOND
    _move(as_(None))
    assert the_clock.now() == NOW + 3 * DAY + SECOND


@pytest.mark.usefixtures("demonstration")
def test_a_member_goes_to_the_next_deadline_of_their_own_committees(
    as_: As, committee: Committee, coordinator: Membership
) -> None:
    soon(CommitteeFactory(), reminder_due_at=NOW + HOUR)
    election = announced(committee, coordinator)
    _move(as_(coordinator))
    due = min(election.nominations_close_at, *election.reminders.values_list("due_at", flat=True)
              .filter(due_at__gt=NOW))  # fmt: skip
    assert the_clock.now() == due + SECOND


@pytest.mark.usefixtures("demonstration")
def test_whose_committees_owe_nothing_goes_to_the_next_deadline_of_all(as_: As) -> None:
    soon(CommitteeFactory(), reminder_due_at=NOW + HOUR)
    _move(as_(UserFactory()))
    assert the_clock.now() == NOW + HOUR + SECOND


@pytest.mark.usefixtures("demonstration")
def test_a_given_moment_is_gone_to(as_: As) -> None:
    _move(as_(None), (NOW + 3 * HOUR).isoformat())
    assert the_clock.now() == NOW + 3 * HOUR + SECOND


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "given",
    ["tomorrow", "2026-13-45T00:00Z", "2026-05-01T12:00:00", "2026-05-01", "\x00", "9" * 5000],
)
def test_what_is_no_moment_is_refused_in_a_sentence(as_: As, given: str) -> None:
    assert _move(as_(None), given) == "This is not a moment. Choose one from the list."
    assert the_clock.offset() == timedelta()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "moment",
    [
        NOW.isoformat(),
        (NOW - DAY).isoformat(),
        (NOW + 5 * 365 * DAY + SECOND).isoformat(),
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_it_moves_forward_only_and_five_years_at_most(as_: As, moment: str) -> None:
    assert _move(as_(None), moment) == "The clock moves forward only, five years at most."
    assert the_clock.offset() == timedelta()


@pytest.mark.usefixtures("demonstration")
def test_five_years_are_allowed(as_: As) -> None:
    _move(as_(None), (NOW + 5 * 365 * DAY).isoformat())
    assert the_clock.now() > NOW + 5 * 365 * DAY


@pytest.mark.usefixtures("demonstration")
def test_ones_own_committees_stand_first_in_the_list(
    as_: As, committee: Committee, coordinator: Membership
) -> None:
    soon(committee, title="Our own meeting", reminder_due_at=NOW + 2 * DAY)
    soon(CommitteeFactory(), title="A foreign meeting", reminder_due_at=NOW + HOUR)
    text = as_(coordinator).get("/demo/clock/").content.decode()
    assert text.index("In your committees") < text.index("Our own meeting")
    assert text.index("Our own meeting") < text.index("A foreign meeting")
    assert text.count("<strong>Reminder of the meeting</strong>") == 3
    visitor = as_(None).get("/demo/clock/").content.decode()
    assert "In your committees" not in visitor
    assert visitor.index("A foreign meeting") < visitor.index("Our own meeting")


@pytest.mark.usefixtures("demonstration")
def test_the_bar_on_top_says_where_the_clock_stands(as_: As) -> None:
    _move(as_(None), datetime(2027, 2, 1, 9, tzinfo=NOW.tzinfo).isoformat())
    text = as_(None).get("/").content.decode()
    assert "1 Feb, 09:00" in text
    assert "To the next deadline" in text


def test_the_steps_of_an_election_are_told_in_words(
    committee: Committee, coordinator: Membership
) -> None:
    election = announced(committee, coordinator)
    ahead = deadlines.ahead(NOW)
    assert [one.at for one in ahead] == sorted(one.at for one in ahead)
    assert {"Nominations close", "Voting opens", "Last call"} <= {str(one.what) for one in ahead}
    assert {one.zone for one in ahead} == {"America/New_York"}
    assert len(deadlines.ahead(NOW, most=2)) == 2
    assert deadlines.ahead(NOW, [committee.pk + 1]) == []
    void_election(election, because="Moved.", by=None, at=timezone.now())
    assert deadlines.ahead(NOW) == []


@pytest.mark.usefixtures("demonstration")
def test_the_button_on_every_page_leads_back_to_it(as_: As, committee: Committee) -> None:
    soon(committee)
    page = as_(None).get("/campuses/?q=a%26b").content.decode()
    assert '<input type="hidden" name="next" value="/campuses/?q=a%26b">' in page
    answer = as_(None).post("/demo/clock/move/", {"next": "/campuses/?q=a%26b"})
    assert answer["Location"] == "/campuses/?q=a%26b"


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "path", ["", "//evil.example/", "https://evil.example/", "/\\evil.example", "clock", "///x"]
)
def test_it_leads_nowhere_else(as_: As, path: str) -> None:
    assert as_(None).post("/demo/clock/move/", {"next": path})["Location"] == "/demo/clock/"


@pytest.mark.usefixtures("demonstration")
def test_the_list_of_all_is_in_one_zone(as_: As, committee: Committee) -> None:
    soon(committee, starts_at=datetime(2026, 7, 1, 18, tzinfo=NOW.tzinfo),
         ends_at=datetime(2026, 7, 1, 19, tzinfo=NOW.tzinfo))  # fmt: skip
    visitor = as_(None).get("/demo/clock/").content.decode()
    assert visitor.index("Times are in UTC.") < visitor.index("1 Jul, 18:00</time>")
    reader = as_(UserFactory(timezone="Asia/Kolkata")).get("/demo/clock/").content.decode()
    assert "1 Jul, 23:30" in reader
    assert "UTC" not in reader


def test_a_meeting_that_begins_and_a_notice_that_is_held_are_deadlines(
    committee: Committee, coordinator: Membership
) -> None:
    meeting = soon(committee)
    draft = write_announcement(committee, Draft("Leaflets", "Come.", "en"), by=coordinator, at=NOW)
    send_announcement(draft, by=coordinator, at=NOW)
    for own in (None, [committee.pk]):
        found = {str(one.what): one for one in deadlines.ahead(NOW, own)}
        assert found["The meeting begins"].at == meeting.starts_at
        assert found["A notice leaves"].at == NOW + timedelta(minutes=30)
        assert found["A notice leaves"].committee == committee.name
    assert deadlines.ahead(NOW, [committee.pk + 1]) == []
