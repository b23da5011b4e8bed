"""Coming in with the code of the hall."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings import door
from meetings.models import Attendance, Meeting
from meetings.operations.hall_door import attend_meeting
from tests.factories import MembershipFactory
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, version


def test_the_code_of_now_and_of_the_minute_before_open_the_door(
    running: Meeting, member: Membership
) -> None:
    code = door.code(running, STARTS_AT)
    later = STARTS_AT + timedelta(seconds=119)
    attend_meeting(running, code=f" {code.lower()[:3]}-{code[3:]} ", by=member, at=later)
    assert Attendance.objects.get().membership == member
    too_late = STARTS_AT + timedelta(seconds=120)
    with pytest.raises(Refused, match="older than two minutes"):
        attend_meeting(running, code=code, by=member, at=too_late)


def test_each_meeting_and_each_minute_has_a_code_of_its_own(
    running: Meeting, meeting: Meeting
) -> None:
    at = STARTS_AT
    codes = [door.code(running, at + timedelta(minutes=minute)) for minute in range(200)]
    assert len({*codes, door.code(meeting, at)}) == 201
    assert all(len(one) == 6 and set(one) <= set(door.ALPHABET) for one in codes)
    assert not set(door.ALPHABET) & set("0O1ILS5B82Z6")
    assert door.changes_at(at + timedelta(seconds=59)) == at + timedelta(minutes=1)


def test_attending_twice_is_once_and_leaves_no_trace_of_who(
    running: Meeting, member: Membership
) -> None:
    MembershipFactory.create_batch(8, committee=running.committee)
    for _time in range(2):
        attend_meeting(running, code=door.code(running, STARTS_AT), by=member, at=STARTS_AT)
    assert Attendance.objects.count() == 1
    assert not Event.objects.exists()
    assert (entries(running), version(running)) == ([], 0)


def test_reaching_the_quorum_is_written_and_shown(running: Meeting, member: Membership) -> None:
    Meeting.objects.filter(pk=running.pk).update(hand_count=2)
    attend_meeting(running, code=door.code(running, STARTS_AT), by=member, at=STARTS_AT)
    assert (entries(running), version(running)) == (["quorum_reached"], 1)
    assert running.log.get().facts == {"present": 3, "needed": 1}


def test_the_door_opens_half_an_hour_before(meeting: Meeting, member: Membership) -> None:
    opens = meeting.starts_at - timedelta(minutes=30)
    early = opens - timedelta(seconds=1)
    with pytest.raises(Refused, match="door opens half an hour before"):
        attend_meeting(meeting, code=door.code(meeting, early), by=member, at=early)
    attend_meeting(meeting, code=door.code(meeting, opens), by=member, at=opens)
    assert Attendance.objects.exists()


def test_only_members_attend(
    running: Meeting, outsider: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members of this committee"):
        attend_meeting(running, code=door.code(running, now), by=outsider, at=now)
    running.status, running.closed_at = "closed", now
    running.save()
    with pytest.raises(Refused, match="is closed"):
        attend_meeting(running, code=door.code(running, now), by=member, at=now)


def test_who_scans_the_code_taps_once(
    running: Meeting, member: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(STARTS_AT)
    browser, code = as_(member), door.code(running, STARTS_AT)
    address = f"/meetings/{running.public_id}/attend/"
    scanned = browser.get(address, {"code": code})
    assert scanned.status_code == 200
    assert f'name="code" value="{code}"' in scanned.content.decode()
    assert not Attendance.objects.exists()
    done = browser.post(address, {"code": code})
    assert (done.status_code, done["Location"]) == (302, f"/meetings/{running.public_id}/hall/")
    assert Attendance.objects.get().membership == member


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "Type the six letters"),
        ("ACDEF", "has six letters or numbers"),
        ("00O0I1", "has six letters or numbers"),
        ("ACDEFG", "older than two minutes"),
    ],
)
def test_a_wrong_code_is_answered_in_a_sentence_and_stays_in_its_field(
    running: Meeting,
    member: Membership,
    as_: As,
    clock: time_machine.Traveller,
    given: str,
    sentence: str,
) -> None:
    clock.move_to(STARTS_AT)
    browser = as_(member)
    address = f"/meetings/{running.public_id}/attend/"
    for answer in (browser.get(address, {"code": given}), browser.post(address, {"code": given})):
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert f'value="{given}"' in page or not given
    assert not Attendance.objects.exists()


def test_without_a_code_the_page_asks_for_it(
    running: Meeting, member: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(STARTS_AT)
    answer = as_(member).get(f"/meetings/{running.public_id}/attend/")
    assert answer.status_code == 200
    assert 'autocomplete="one-time-code"' in answer.content.decode()


def test_who_is_no_member_finds_no_door(running: Meeting, outsider: Membership, as_: As) -> None:
    address = f"/meetings/{running.public_id}/attend/"
    assert as_(outsider).get(address).status_code == 404
    assert Client().get(address).status_code == 302
