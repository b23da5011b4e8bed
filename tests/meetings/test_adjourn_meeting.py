"""Breaking off, and going on."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from committees.models import Membership
from core.decision import Refused
from meetings import schedule, states
from meetings.models import Attendance, Meeting
from meetings.operations.hall_chair import adjourn_meeting
from meetings.operations.hall_door import count_at_door
from meetings.operations.meetings import close_meeting, open_meeting
from meetings.queries.hall import hall
from notices.models import Message
from tests.factories_meetings import (
    STARTS_AT,
    MeetingOfficerFactory,
    OfferFactory,
    VoteFactory,
)
from tests.meetings.hall import As, entries, here, said, take_back, waits

HOUR = timedelta(hours=1)


def test_a_break_keeps_who_is_there_and_tells_nobody(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    until = running.ends_at + HOUR
    adjourned = adjourn_meeting(running, until=until, by=coordinator, at=until - HOUR, seen=0)
    assert (adjourned.status, adjourned.adjourned_at) == ("adjourned", until - HOUR)
    assert adjourned.starts_at == STARTS_AT
    assert adjourned.ends_at > until  # or the clock would take it for abandoned
    assert Attendance.objects.exists()
    assert not Message.objects.exists()
    assert hall(adjourned, until).goes_on_at == until
    assert running.log.get().facts == {"until": until.isoformat(), "is_break": True}
    assert said("meeting_adjourned")


def test_to_another_day_the_hall_empties_and_every_member_is_told(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    OfferFactory(meeting=running, membership=member)
    Meeting.objects.filter(pk=running.pk).update(hand_count=4)
    until = STARTS_AT + timedelta(days=7, hours=1)
    adjourned = adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)
    assert states.present(adjourned) == 0
    schedule.empty_halls(STARTS_AT + timedelta(minutes=9))
    assert Attendance.objects.exists()
    for _tick in range(2):
        schedule.empty_halls(STARTS_AT + timedelta(minutes=10))
        assert not Attendance.objects.exists()
    assert not running.offers.exists()
    assert Meeting.objects.get(pk=running.pk).hand_count == 0
    assert (adjourned.starts_at, adjourned.ends_at) == (until, until + timedelta(minutes=90))
    assert (str(adjourned.local_date), str(adjourned.local_time)) == ("2026-03-25", "19:00:00")
    assert adjourned.reminder_due_at == until - timedelta(days=1)
    assert Message.objects.get().template == "meetings/email/meeting_changed"
    with pytest.raises(Refused, match="half an hour before"):
        open_meeting(adjourned, by=coordinator, at=until - HOUR)
    opened = open_meeting(adjourned, by=coordinator, at=until)
    assert (opened.status, opened.adjourned_at, opened.opened_at) == ("open", None, STARTS_AT)
    assert entries(running) == ["adjourned", "resumed"]
    assert said("meeting_resumed")


def test_the_reminder_of_an_adjourned_meeting_is_due(
    running: Meeting, coordinator: Membership
) -> None:
    until = STARTS_AT + timedelta(days=7)
    adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)
    due = Meeting.objects.get(pk=running.pk).reminder_due_at
    assert due
    assert Meeting.objects.reminder_due(due).exists()
    assert Meeting.objects.morning_due(until - HOUR).exists()


def test_it_can_be_taken_back_while_it_lasts(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    for until in (STARTS_AT + HOUR, STARTS_AT + timedelta(days=7)):
        before = Meeting.objects.get(pk=running.pk)
        adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=None)
        take_back(running, coordinator)
        after = Meeting.objects.get(pk=running.pk)
        assert (after.status, after.adjourned_at) == ("open", None)
        for name in ("local_date", "local_time", "starts_at", "ends_at"):
            assert getattr(after, name) == getattr(before, name)
    assert after.sequence == before.sequence + 2
    assert Message.objects.count() == 2  # the other day, and back


def test_taken_back_at_once_it_loses_nobody(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    OfferFactory(meeting=running, membership=member)
    Meeting.objects.filter(pk=running.pk).update(hand_count=4)
    until = STARTS_AT + timedelta(days=7)
    adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)
    take_back(running, coordinator)
    schedule.empty_halls(STARTS_AT + HOUR)
    assert states.present(Meeting.objects.get(pk=running.pk)) == 5
    assert running.offers.exists()


def test_it_is_taken_back_later_into_an_empty_hall(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    until = STARTS_AT + timedelta(days=7)
    adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)
    schedule.empty_halls(STARTS_AT + HOUR)
    take_back(running, coordinator)
    after = Meeting.objects.get(pk=running.pk)
    assert (after.status, states.present(after)) == ("open", 0)


def test_a_break_is_never_emptied(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    here(running, member)
    adjourn_meeting(running, until=STARTS_AT + HOUR, by=coordinator, at=STARTS_AT, seen=0)
    schedule.empty_halls(STARTS_AT + HOUR)
    adjourned = Meeting.objects.get(pk=running.pk)
    assert states.present(adjourned) == 1
    open_meeting(adjourned, by=coordinator, at=STARTS_AT + HOUR)
    assert Attendance.objects.exists()


@pytest.mark.parametrize("first", ["opened", "counted", "closed"])
def test_without_the_clock_the_hall_is_empty_for_whoever_comes_first(
    running: Meeting, coordinator: Membership, member: Membership, first: str
) -> None:
    here(running, member)
    until = STARTS_AT + timedelta(days=7)
    adjourned = adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)
    if first == "opened":
        open_meeting(adjourned, by=coordinator, at=until)
    elif first == "counted":
        count_at_door(adjourned, number=3, by=coordinator, at=until)
        assert states.present(Meeting.objects.get(pk=running.pk)) == 3
        open_meeting(adjourned, by=coordinator, at=until)
        assert states.present(Meeting.objects.get(pk=running.pk)) == 3
    else:
        close_meeting(adjourned, present=None, by=None, at=until + timedelta(days=9))
    assert not Attendance.objects.exists()


def test_the_chosen_chair_lets_it_go_on_too(running: Meeting, member: Membership) -> None:
    MeetingOfficerFactory(meeting=running, membership=member)
    adjourn_meeting(running, until=STARTS_AT + HOUR, by=member, at=STARTS_AT, seen=0)
    assert open_meeting(running, by=member, at=STARTS_AT + HOUR).status == "open"


def test_past_midnight_and_over_the_change_of_clocks_the_hour_is_the_campuss(
    running: Meeting, coordinator: Membership
) -> None:
    night = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # half past one, an hour before it comes again
    again = night + HOUR
    adjourned = adjourn_meeting(
        running, until=again, by=coordinator, at=night - timedelta(hours=5), seen=0
    )
    assert (str(adjourned.local_date), str(adjourned.local_time)) == ("2026-11-01", "01:30:00")
    assert (adjourned.starts_at, adjourned.local_time.fold) == (again, 0)


def test_nobody_is_cut_off_and_no_vote(
    running: Meeting, coordinator: Membership, member: Membership
) -> None:
    given = {"until": STARTS_AT + HOUR, "at": STARTS_AT, "seen": 0}
    with pytest.raises(Refused, match="Only whoever chairs"):
        adjourn_meeting(running, by=member, **given)
    VoteFactory(meeting=running)
    with pytest.raises(Refused, match="vote is being taken"):
        adjourn_meeting(running, by=coordinator, **given)
    waits(running, *here(running, member), status="speaking", called_at=STARTS_AT)
    with pytest.raises(Refused, match="Somebody is speaking"):
        adjourn_meeting(running, by=coordinator, **given)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(STARTS_AT, "moment is past"), (STARTS_AT + timedelta(days=400), "more than a year ahead")],
)
def test_it_goes_on_later_and_within_the_year(
    running: Meeting, coordinator: Membership, until: datetime, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        adjourn_meeting(running, until=until, by=coordinator, at=STARTS_AT, seen=0)


def test_a_break_is_one_tap_and_a_day_is_checked(
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(STARTS_AT)
    browser = as_(coordinator)
    address = f"/meetings/{running.public_id}/adjourn/"
    assert "10 minutes" in browser.get(address).content.decode()
    for until, sentence in (
        ("", "Say when the meeting goes on."),
        ("2026-03-17T18:00", "moment is past"),
        ("soon", "not a moment"),
        ("2027-03-14T02:30", "clocks go forward"),
    ):
        answer = browser.post(address, {"until": until})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert browser.post(address, {"minutes": "99"}).status_code == 422
    assert as_(member).get(address).status_code == 403
    assert as_(outsider).get(address).status_code == 404
    page = browser.post(address, {"minutes": "10"}, follow=True).content.decode()
    assert "Go on with the meeting" in page
    until = datetime.fromisoformat(running.log.get().facts["until"])
    assert until == STARTS_AT + timedelta(minutes=10)
    page = browser.get(f"/meetings/{running.public_id}/").content.decode()
    assert "This meeting is adjourned" in page
