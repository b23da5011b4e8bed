"""Opening a meeting at its time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting
from meetings.operations.meetings import open_meeting
from tests.meetings.hall import entries, here, version

As = Callable[[object], Client]


def test_a_coordinator_opens_from_half_an_hour_before(
    meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    Meeting.objects.update(reminder_due_at=now, morning_due_at=now)
    moment = meeting.starts_at - timedelta(minutes=30)
    with pytest.raises(Refused, match="half an hour before"):
        open_meeting(meeting, by=coordinator, at=moment - timedelta(seconds=1))
    opened = open_meeting(meeting, by=coordinator, at=moment)
    assert (opened.status, opened.opened_at) == ("open", moment)
    assert (opened.reminder_due_at, opened.morning_due_at) == (None, None)
    assert Event.objects.get(name="meetings.meeting_opened").at == moment


def test_an_open_meeting_is_not_opened_again(meeting: Meeting, coordinator: Membership) -> None:
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    with pytest.raises(Refused, match="open already"):
        open_meeting(meeting, by=coordinator, at=meeting.starts_at)


def test_what_was_cancelled_is_not_opened(
    meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    Meeting.objects.update(status="cancelled", cancelled_at=now)
    with pytest.raises(Refused, match="was cancelled"):
        open_meeting(meeting, by=coordinator, at=meeting.starts_at)


def test_only_a_coordinator_can_open_a_meeting(meeting: Meeting, member: Membership) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        open_meeting(meeting, by=member, at=meeting.starts_at)


def test_the_button_opens_it(
    meeting: Meeting, coordinator: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(meeting.starts_at)
    browser = as_(coordinator)
    page = browser.post(f"/meetings/{meeting.public_id}/open/", follow=True).content.decode()
    assert "The chair’s page" in page
    assert "The meeting is open." in page
    assert "Close the meeting" in page


def test_before_its_time_the_button_is_grey_and_says_why(
    meeting: Meeting, coordinator: Membership, as_: As
) -> None:
    page = as_(coordinator).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "disabled" in page
    assert "A meeting can be opened from half an hour before its time." in page


def test_the_address_answers_to_the_button_alone_and_to_members_alone(
    meeting: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{meeting.public_id}/open/"
    assert as_(coordinator).get(address).status_code == 405
    assert as_(member).post(address).status_code == 403
    assert as_(outsider).post(address).status_code == 404
    assert as_(None).post(address).status_code == 302


def test_opening_is_written_and_the_quorum_is_looked_at(
    meeting: Meeting, coordinator: Membership
) -> None:
    here(meeting, coordinator)
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    assert entries(meeting) == ["opened", "quorum_reached"]
    assert version(meeting) == 1


def test_a_member_lets_no_adjourned_meeting_go_on(
    running: Meeting, coordinator: Membership, member: Membership, as_: As
) -> None:
    Meeting.objects.filter(pk=running.pk).update(status="adjourned", adjourned_at=running.starts_at)
    with pytest.raises(Refused, match="Only a coordinator"):
        open_meeting(running, by=member, at=running.ends_at)


def test_on_its_page_the_hall_is_the_next_step(
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(running.starts_at)
    page = as_(member).get(f"/meetings/{running.public_id}/").content.decode()
    assert "Into the hall" in page
    assert "The chair’s page" not in page
    page = as_(coordinator).get(f"/meetings/{running.public_id}/").content.decode()
    assert "The chair’s page" in page
    Meeting.objects.filter(pk=running.pk).update(status="adjourned", adjourned_at=running.starts_at)
    page = as_(coordinator).get(f"/meetings/{running.public_id}/").content.decode()
    assert "Go on with the meeting" in page
