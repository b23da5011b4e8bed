"""The reminder to every member, sent by the tick."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from committees.models import Campus, Committee, Membership
from core import ticking
from core.decision import Refused
from core.models import Event
from meetings import schedule
from meetings.models import Meeting
from meetings.operations.meetings import Details, call_meeting
from meetings.operations.reminders import remind_members
from notices.models import Message


def called(
    committee: Committee, by: Membership, at: datetime, kind: str = "general", **changes: Any
) -> Meeting:
    details = {
        "title": "Meeting",
        "local_date": date(2026, 3, 18),
        "local_time": time(18, 0),
        "place": "Room 12",
        "purpose": "The raid of today",
    }
    return call_meeting(
        committee, kind=kind, details=Details(**{**details, **changes}), by=by, at=at
    )


def reminders() -> list[Message]:
    return list(Message.objects.filter(key__startswith="meeting-reminder:"))


def test_it_leaves_a_day_before_once(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(committee, coordinator, now)
    due = meeting.starts_at - timedelta(hours=24)
    schedule.remind(due - timedelta(seconds=1))
    assert reminders() == []
    schedule.remind(due)
    schedule.remind(due + timedelta(minutes=1))
    [message] = reminders()
    assert (message.audience, message.is_formal) == ("committees.members", False)
    assert message.about == {"committee": committee.public_id, "meeting": meeting.public_id}
    meeting.refresh_from_db()
    assert (meeting.reminded_at, meeting.reminder_due_at) == (due, None)
    assert Event.objects.get(name="meetings.members_reminded").actor == ""


def test_a_late_tick_still_reminds_and_one_after_the_beginning_does_not(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(committee, coordinator, now)
    late = called(committee, coordinator, now, local_date=date(2026, 3, 20))
    moment = meeting.starts_at
    schedule.drop_late_reminders(moment)
    schedule.remind(moment)
    assert reminders() == []
    schedule.drop_late_reminders(late.starts_at - timedelta(hours=3))
    schedule.remind(late.starts_at - timedelta(hours=3))
    assert len(reminders()) == 1


def test_a_cancelled_meeting_is_not_reminded_of(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(committee, coordinator, now)
    Meeting.objects.update(status="cancelled", cancelled_at=now)
    schedule.remind(meeting.starts_at - timedelta(hours=1))
    assert reminders() == []
    with pytest.raises(Refused, match="was cancelled"):
        remind_members(meeting, by=None, at=now)


def test_a_dissolved_committee_reminds_of_nothing_and_meets_no_more(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(committee, coordinator, now)
    Committee.objects.update(status="dissolved", dissolved_at=now)
    schedule.remind(meeting.starts_at - timedelta(hours=2))
    assert reminders() == []
    assert not Meeting.objects.ahead(now).exists()


def test_a_member_cannot_send_it(meeting: Meeting, coordinator: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="by the clock"):
        remind_members(meeting, by=coordinator, at=now)  # type: ignore[arg-type]


def test_nothing_is_sent_where_nothing_is_due(meeting: Meeting, now: datetime) -> None:
    remind_members(meeting, by=None, at=now)
    assert not Message.objects.exists()


def test_a_meeting_called_within_the_day_is_reminded_of_two_hours_before(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(
        committee, coordinator, now, "emergency", local_date=date(2026, 3, 5), local_time=time(7)
    )
    assert meeting.starts_at == now + timedelta(hours=24)
    assert meeting.reminder_due_at is None  # two hours before is at five in the morning
    evening = now + timedelta(hours=6)
    later = called(
        committee,
        coordinator,
        evening,
        "emergency",
        local_date=date(2026, 3, 5),
        local_time=time(13),
    )
    assert later.reminder_due_at == later.starts_at - timedelta(hours=2)


def test_quiet_hours_hold_it_back_until_the_morning(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(committee, coordinator, now, local_time=time(21, 30))
    morning = datetime(2026, 3, 18, 11, 30, tzinfo=UTC)
    assert meeting.reminder_due_at == morning
    assert meeting.morning_due_at is None


def test_school_hours_hold_it_back_at_a_high_school(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    Campus.objects.update(kind="high_school")
    meeting = called(committee, coordinator, now, local_time=time(12, 30))
    assert meeting.reminder_due_at == datetime(2026, 3, 17, 19, 0, tzinfo=UTC)


def test_the_day_before_is_a_day_of_hours_when_the_clocks_change(
    committee: Committee, coordinator: Membership
) -> None:
    before = datetime(2026, 2, 20, 12, 0, tzinfo=UTC)
    meeting = called(committee, coordinator, before, local_date=date(2026, 3, 8))
    assert meeting.reminder_due_at == datetime(2026, 3, 7, 22, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_holds_is_left_to_it(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = called(committee, coordinator, now)
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters) as other:
        other.execute("select 1 from meetings_meeting where id = %s for update", [meeting.pk])
        schedule.remind(meeting.starts_at - timedelta(hours=2))
        assert reminders() == []
        other.rollback()
    schedule.remind(meeting.starts_at - timedelta(hours=2))
    assert len(reminders()) == 1


def test_what_takes_too_long_goes_on_at_the_next_tick(
    committee: Committee, coordinator: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = called(committee, coordinator, now).starts_at - timedelta(hours=24)
    monkeypatch.setattr(ticking, "SECONDS", 0)
    schedule.remind(due)
    assert reminders() == []
    monkeypatch.undo()
    schedule.remind(due)
    assert len(reminders()) == 1
