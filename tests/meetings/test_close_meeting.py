"""Closing a meeting, by hand and by the clock; founding the committee."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership, Office
from core import ticking
from core.decision import Refused
from core.models import Event
from meetings import schedule
from meetings.models import Coming, Meeting
from meetings.operations.meetings import close_meeting, open_meeting
from tests import factories
from tests.factories_meetings import (
    ComingFactory,
    LogEntryFactory,
    MeetingFactory,
    MeetingOfficerFactory,
    OfferFactory,
    VoteFactory,
)
from tests.meetings.hall import here, waits

As = Callable[[object], Client]


@pytest.fixture
def founding(db: None, now: datetime) -> Meeting:
    """An open founding meeting of a committee with a coordinator and two members."""
    committee = factories.CommitteeFactory(status="forming")
    founder = factories.officer(committee, Office.COORDINATOR, "Fatima", user__email="f@x.example")
    factories.MembershipFactory.create_batch(2, committee=committee)
    meeting = MeetingFactory(committee=committee, kind="founding", called_by=founder)
    return open_meeting(meeting, by=founder, at=meeting.starts_at)


def founder_of(meeting: Meeting) -> Membership:
    assert meeting.called_by
    return meeting.called_by


def test_the_number_is_kept_and_who_was_coming_is_forgotten(
    meeting: Meeting, coordinator: Membership, member: Membership
) -> None:
    ComingFactory(meeting=meeting, membership=member)
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    closed = close_meeting(meeting, present=17, by=coordinator, at=meeting.ends_at)
    assert (closed.status, closed.present, closed.closed_at) == ("closed", 17, meeting.ends_at)
    assert not Coming.objects.exists()
    assert Event.objects.get(name="meetings.meeting_closed").data == {"present": 17}


@pytest.mark.parametrize("present", [None, 0, -1, 100_001])
def test_closing_by_hand_needs_a_number(
    meeting: Meeting, coordinator: Membership, present: int | None
) -> None:
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    with pytest.raises(Refused, match="Count those present"):
        close_meeting(meeting, present=present, by=coordinator, at=meeting.ends_at)


def test_what_nobody_opened_can_be_closed_once_it_has_begun(
    meeting: Meeting, coordinator: Membership
) -> None:
    with pytest.raises(Refused, match="has not begun"):
        close_meeting(
            meeting, present=5, by=coordinator, at=meeting.starts_at - timedelta(seconds=1)
        )
    closed = close_meeting(meeting, present=5, by=coordinator, at=meeting.starts_at)
    assert (closed.status, closed.opened_at) == ("closed", None)


def test_only_a_coordinator_can_close_a_meeting(
    meeting: Meeting, coordinator: Membership, member: Membership
) -> None:
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    with pytest.raises(Refused, match="Only a coordinator"):
        close_meeting(meeting, present=5, by=member, at=meeting.ends_at)


def test_nothing_is_closed_twice(meeting: Meeting, coordinator: Membership) -> None:
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    close_meeting(meeting, present=5, by=coordinator, at=meeting.ends_at)
    with pytest.raises(Refused, match="is closed"):
        close_meeting(meeting, present=5, by=coordinator, at=meeting.ends_at)


def test_a_founding_meeting_with_three_present_founds_the_committee(founding: Meeting) -> None:
    close_meeting(founding, present=3, by=founder_of(founding), at=founding.ends_at)
    committee = Committee.objects.get()
    assert (committee.status, committee.founded_at) == ("founded", founding.ends_at)
    assert Event.objects.filter(name="committees.committee_founded").exists()


def test_with_two_present_it_closes_without_founding(founding: Meeting) -> None:
    closed = close_meeting(founding, present=2, by=founder_of(founding), at=founding.ends_at)
    assert (closed.status, Committee.objects.get().status) == ("closed", "forming")


def test_with_two_members_it_closes_without_founding(founding: Meeting) -> None:
    gone = Membership.objects.exclude(pk=founder_of(founding).pk).first()
    Membership.objects.filter(pk=gone.pk).update(status="left", ended_at=founding.starts_at)
    close_meeting(founding, present=2, by=founder_of(founding), at=founding.ends_at)
    assert Committee.objects.get().status == "forming"


def test_a_general_meeting_founds_nothing(meeting: Meeting, coordinator: Membership) -> None:
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    close_meeting(meeting, present=9, by=coordinator, at=meeting.ends_at)
    assert not Event.objects.filter(name="committees.committee_founded").exists()


def test_no_more_found_a_committee_than_are_its_members(
    founding: Meeting, as_: As, clock: time_machine.Traveller
) -> None:
    with pytest.raises(Refused, match="the committee has 3 members"):
        close_meeting(founding, present=4, by=founder_of(founding), at=founding.ends_at)
    clock.move_to(founding.ends_at)
    answer = as_(founder_of(founding)).post(
        f"/meetings/{founding.public_id}/close/", {"present": "500"}
    )
    assert answer.status_code == 422
    assert "the committee has 3 members" in answer.content.decode()


def test_elsewhere_guests_are_counted_but_not_any_number(
    meeting: Meeting, coordinator: Membership
) -> None:
    members = meeting.committee.memberships.filter(status="active").count()
    most = 3 * members + 50
    with pytest.raises(Refused, match="Count again"):
        close_meeting(meeting, present=most + 1, by=coordinator, at=meeting.ends_at)
    closed = close_meeting(meeting, present=most, by=coordinator, at=meeting.ends_at)
    assert closed.present == most


# By the clock -----------------------------------------------------------------------------------


def test_a_day_after_its_end_the_clock_closes_without_a_number(
    meeting: Meeting, member: Membership
) -> None:
    ComingFactory(meeting=meeting, membership=member)
    moment = meeting.ends_at + timedelta(days=1)
    schedule.close_abandoned(moment - timedelta(seconds=1))
    meeting.refresh_from_db()
    assert meeting.status == "called"
    schedule.close_abandoned(moment)
    schedule.close_abandoned(moment)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.present, meeting.closed_at) == ("closed", None, moment)
    assert not Coming.objects.exists()
    assert Event.objects.get(name="meetings.meeting_closed").actor == ""


def test_the_clock_founds_nothing(founding: Meeting) -> None:
    schedule.close_abandoned(founding.ends_at + timedelta(days=2))
    founding.refresh_from_db()
    assert founding.status == "closed"
    assert Committee.objects.get().status == "forming"


def test_the_clock_is_refused_before_a_day_has_passed_and_afterwards(
    meeting: Meeting, now: datetime
) -> None:
    with pytest.raises(Refused, match="a day after its end"):
        close_meeting(meeting, present=None, by=None, at=meeting.ends_at)
    Meeting.objects.update(status="cancelled", cancelled_at=now)
    with pytest.raises(Refused, match="was cancelled"):
        close_meeting(meeting, present=None, by=None, at=meeting.ends_at + timedelta(days=2))


def test_the_tick_knows_the_duties_of_meetings() -> None:
    names = {name for name in ticking.DUTIES if name.startswith("meetings.schedule.")}
    assert names == {
        "meetings.schedule.close_abandoned",
        "meetings.schedule.drop_late_reminders",
        "meetings.schedule.empty_halls",
        "meetings.schedule.lapse_requisitions",
        "meetings.schedule.remind",
        "meetings.schedule.remind_in_the_morning",
        "meetings.schedule.tell_open_pages",
        "meetings.schedule.remind_of_actions",
        "meetings.schedule.close_overdue_votes",
        "meetings.schedule.set_aside_left_votes",
        "meetings.schedule.forget_rolls",
    }


# The page ---------------------------------------------------------------------------------------


def test_the_page_closes_with_a_number_and_says_that_the_committee_is_founded(
    founding: Meeting, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(founding.ends_at)
    browser, address = as_(founder_of(founding)), f"/meetings/{founding.public_id}/close/"
    assert "this meeting founds the committee" in browser.get(address).content.decode()
    page = browser.post(address, {"present": "3"}, follow=True).content.decode()
    assert "your committee is founded" in page
    assert "3 people were present" in page


def test_the_page_says_that_too_few_were_present(
    founding: Meeting, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(founding.ends_at)
    answer = as_(founder_of(founding)).post(
        f"/meetings/{founding.public_id}/close/", {"present": "1"}, follow=True
    )
    page = answer.content.decode()
    assert "not founded yet" in page
    assert "1 person was present" in page


@pytest.mark.parametrize("present", ["", "0", "-3", "many", "100001", "9" * 400])
def test_a_faulty_number_gets_a_sentence(
    meeting: Meeting,
    coordinator: Membership,
    as_: As,
    clock: time_machine.Traveller,
    present: str,
) -> None:
    clock.move_to(meeting.starts_at)
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    answer = as_(coordinator).post(f"/meetings/{meeting.public_id}/close/", {"present": present})
    assert answer.status_code == 422
    assert answer.context["form"].errors["present"]


def test_an_ordinary_meeting_is_closed_plainly(
    meeting: Meeting, coordinator: Membership, as_: As, clock: time_machine.Traveller
) -> None:
    clock.move_to(meeting.starts_at)
    open_meeting(meeting, by=coordinator, at=meeting.starts_at)
    answer = as_(coordinator).post(
        f"/meetings/{meeting.public_id}/close/", {"present": "30"}, follow=True
    )
    assert "The meeting is closed." in answer.content.decode()


def test_a_member_reads_why_not_and_an_outsider_finds_nothing(
    meeting: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{meeting.public_id}/close/"
    assert "This meeting has not begun." in as_(coordinator).get(address).content.decode()
    refused = as_(member).post(address, {"present": "3"})
    assert refused.status_code == 403
    assert "Only a coordinator can close a meeting." in refused.content.decode()
    assert as_(outsider).post(address, {"present": "3"}).status_code == 404
    assert as_(None).get(address).status_code == 302


def test_what_was_true_in_the_hall_is_forgotten(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    waits(running, member)
    OfferFactory(meeting=running, membership=member)
    LogEntryFactory(meeting=running, number=1, undo={"officers": [1]})
    close_meeting(running, present=4, by=coordinator, at=running.ends_at)
    assert not running.attendance.exists()
    assert not running.speakers.exists()
    assert not running.offers.exists()
    last = running.log.order_by("number").last()
    assert (last.kind, last.facts) == ("closed", {"present": 4})
    assert not running.log.exclude(undo={}).exists()


def test_the_chosen_chair_closes_too(running: Meeting, member: Membership) -> None:
    MeetingOfficerFactory(meeting=running, membership=member)
    assert close_meeting(running, present=4, by=member, at=running.ends_at).status == "closed"


def test_a_vote_is_finished_first_but_the_clock_does_not_wait_for_it(
    running: Meeting, coordinator: Membership
) -> None:
    VoteFactory(meeting=running)
    with pytest.raises(Refused, match="vote is being taken"):
        close_meeting(running, present=4, by=coordinator, at=running.ends_at)
    late = running.ends_at + timedelta(days=1)
    assert close_meeting(running, present=None, by=None, at=late).status == "closed"


def test_an_adjourned_meeting_is_closed_too(running: Meeting, coordinator: Membership) -> None:
    Meeting.objects.filter(pk=running.pk).update(status="adjourned", adjourned_at=running.starts_at)
    closed = close_meeting(running, present=4, by=coordinator, at=running.ends_at)
    assert (closed.status, closed.adjourned_at) == ("closed", None)


def test_the_form_begins_with_how_many_are_here(
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(running.ends_at)
    address = f"/meetings/{running.public_id}/close/"
    assert "Count by hand." in as_(coordinator).get(address).content.decode()
    here(running, member)
    Meeting.objects.filter(pk=running.pk).update(hand_count=6)
    page = as_(coordinator).get(address).content.decode()
    assert 'value="7"' in page
    assert "So many are counted as here now." in page
