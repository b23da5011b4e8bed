"""Coming into a council that meets online: by the seat, without a picture on a wall."""

from datetime import datetime, timedelta

import pytest

from committees.models import Committee, Membership
from meetings.models import Attendance, Meeting
from tests.councils.conftest import As
from tests.factories import NOW
from tests.factories_meetings import MeetingFactory

pytestmark = pytest.mark.django_db
LINK = "https://room.example/council"


def opened(committee: Committee, **fields: object) -> Meeting:
    made: Meeting = MeetingFactory(
        committee=committee,
        status="open",
        opened_at=NOW,
        starts_at=NOW - timedelta(minutes=5),
        ends_at=NOW + timedelta(hours=1),
        **fields,
    )
    return made


def test_a_delegate_comes_in_with_one_tap(
    as_: As, council: Committee, dara: Membership, now: datetime
) -> None:
    meeting = opened(council, kind="council", room_link=LINK)
    hall, attend = f"/meetings/{meeting.public_id}/hall/", f"/meetings/{meeting.public_id}/attend/"
    browser = as_(dara)
    shown = browser.get(hall).content.decode()
    assert "This council meets online: your seat lets you in." in shown
    assert "Scan the picture" not in shown
    page = browser.get(attend).content.decode()
    assert "your seat lets you in" in page
    assert 'name="code"' not in page
    assert browser.post(attend).status_code == 302
    assert Attendance.objects.get(meeting=meeting).membership == dara


def test_who_does_not_sit_there_does_not_come_in(
    as_: As, council: Committee, member: Membership
) -> None:
    meeting = opened(council, kind="council", room_link=LINK)
    assert as_(member).post(f"/meetings/{meeting.public_id}/attend/").status_code == 404
    assert not Attendance.objects.exists()


def test_a_council_in_a_hall_asks_for_the_code(
    as_: As, council: Committee, dara: Membership
) -> None:
    meeting = opened(council, kind="council")
    assert (
        as_(dara).post(f"/meetings/{meeting.public_id}/attend/", {"code": "AAAAAA"}).status_code
        == 422
    )
    assert not Attendance.objects.exists()


def test_a_committee_with_a_room_online_still_asks_and_says_where_the_code_stands(
    as_: As, committee: Committee, member: Membership
) -> None:
    meeting = opened(committee, room_link=LINK)
    attend = f"/meetings/{meeting.public_id}/attend/"
    page = as_(member).get(attend).content.decode()
    assert "whoever chairs shows the code in the room online" in page
    assert as_(member).post(attend, {"code": "AAAAAA"}).status_code == 422
    assert not Attendance.objects.exists()
