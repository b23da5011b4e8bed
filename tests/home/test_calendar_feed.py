"""What a person's own calendar reads: the dates of all their committees, and nothing about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts import limits
from accounts.models import User
from accounts.operations import feeds
from committees.models import Committee, Membership
from committees.operations.memberships import leave_committee
from elections.operations.voiding import void_election
from meetings.models import Meeting
from meetings.operations.meetings import cancel_meeting
from tests import factories, strict_ical
from tests.factories_elections import announced
from tests.factories_meetings import MeetingFactory
from tests.strict_ical import Part

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def path(member: Membership, now: datetime) -> str:
    return f"/calendar/{feeds.make_feed(member.user, by=member.user, at=now)}.ics"


@pytest.fixture
def meeting(committee: Committee, coordinator: Membership) -> Meeting:
    return MeetingFactory(committee=committee, called_by=coordinator)


def events(path: str) -> dict[str, Part]:
    answer = Client().get(path)
    assert answer.status_code == 200
    return {
        one.value("UID").split("@")[0]: one for one in strict_ical.read(answer.content).of("VEVENT")
    }


def test_without_a_session_it_shows_meetings_and_elections(
    path: str, committee: Committee, meeting: Meeting, returning_officer: Membership
) -> None:
    election = announced(committee, returning_officer, title="Delegates, city; council")
    found = events(path)
    assert set(found) == {
        f"meeting-{meeting.public_id}",
        f"nominations-{election.public_id}",
        f"vote-{election.public_id}",
    }
    assert found[f"vote-{election.public_id}"].value("SUMMARY") == (
        "Voting: Delegates\\, city\\; council"
    )
    assert found[f"vote-{election.public_id}"].value("TRANSP") == "TRANSPARENT"
    assert found[f"meeting-{meeting.public_id}"].value("TRANSP") == "OPAQUE"


def test_no_cookie_is_set_and_nobody_keeps_it(path: str) -> None:
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    text = answer.content.decode()
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_who_asks_again_gets_it_only_where_something_changed(
    path: str, meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    first = Client().get(path)
    known = {"If-None-Match": first["ETag"]}
    assert Client().get(path, headers=known).status_code == 304
    cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)
    assert Client().get(path, headers=known).status_code == 200
    (event,) = events(path).values()
    assert (event.value("STATUS"), event.value("SEQUENCE")) == ("CANCELLED", "1")


def test_an_election_that_is_void_is_cancelled(
    path: str, returning_officer: Membership, now: datetime
) -> None:
    election = announced(returning_officer.committee, returning_officer)
    void_election(election, because="A mistake.", by=None, at=now)
    assert {(one.value("STATUS"), one.value("SEQUENCE")) for one in events(path).values()} == {
        ("CANCELLED", "1")
    }


def test_a_practice_election_is_no_date(path: str, returning_officer: Membership) -> None:
    announced(returning_officer.committee, returning_officer, preset="practice")
    assert events(path) == {}


def test_what_lies_far_back_or_ahead_is_not_in_it(
    path: str, committee: Committee, now: datetime
) -> None:
    for days in (-40, 400):
        start = now + timedelta(days=days)
        MeetingFactory(committee=committee, starts_at=start, ends_at=start + timedelta(hours=1))
    assert events(path) == {}


def test_a_discreet_committee_says_neither_what_nor_where(
    path: str, committee: Committee, meeting: Meeting, returning_officer: Membership
) -> None:
    Committee.objects.filter(pk=committee.pk).update(discretion="discreet")
    election = announced(committee, returning_officer, title="Delegates")
    text = Client().get(path).content.decode()
    for secret in (committee.name, meeting.title, meeting.place, election.title):
        assert secret not in text
    assert {one.value("SUMMARY") for one in events(path).values()} == {"Meeting", "Deadline"}


def test_who_leaves_a_committee_no_longer_sees_its_dates(
    path: str, member: Membership, meeting: Meeting, now: datetime
) -> None:
    assert events(path)
    leave_committee(member, at=now)
    assert events(path) == {}


def test_it_speaks_its_owners_language(
    path: str, member: Membership, returning_officer: Membership
) -> None:
    User.objects.filter(pk=member.user_id).update(language="es")
    announced(returning_officer.committee, returning_officer, title="Delegates")
    said = {one.value("SUMMARY") for one in events(path).values()}
    assert said == {"Votación: Delegates", "Se cierran las candidaturas: Delegates"}


def test_it_asks_as_much_for_one_committee_as_for_ten(
    path: str, member: Membership, committee: Committee, django_assert_num_queries: Any
) -> None:
    MeetingFactory(committee=committee)
    with django_assert_num_queries(3):
        Client().get(path)
    for _number in range(9):
        other = factories.MembershipFactory(user=member.user)
        MeetingFactory(committee=other.committee)
    with django_assert_num_queries(3):
        assert len(events(path)) == 10


def test_guessing_is_slow(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {"network": (limits.Limit(3, 900),)}
    monkeypatch.setitem(limits.LIMITS, "calendar_feed", few)
    assert [Client().get("/calendar/nothing.ics").status_code for _try in range(4)] == [
        *(404, 404, 404),
        429,
    ]
    assert Client().get(path).status_code == 200
