"""The word on the morning, only to those who are coming."""

from datetime import datetime, timedelta

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings import schedule
from meetings.models import Meeting
from meetings.operations.reminders import remind_those_coming
from notices import audiences
from notices.models import Message
from tests.factories import MembershipFactory
from tests.factories_meetings import ComingFactory


@pytest.fixture
def planned(meeting: Meeting) -> Meeting:
    meeting.morning_due_at = meeting.starts_at - timedelta(hours=10)
    meeting.save()
    return meeting


def test_it_leaves_once_on_the_morning(planned: Meeting) -> None:
    moment = planned.starts_at - timedelta(hours=10)
    schedule.remind_in_the_morning(moment - timedelta(seconds=1))
    assert not Message.objects.exists()
    schedule.remind_in_the_morning(moment)
    schedule.remind_in_the_morning(moment)
    message = Message.objects.get()
    assert message.key == f"meeting-morning:{planned.public_id}:0"
    assert (message.audience, message.is_formal) == ("meetings.coming", False)
    assert Event.objects.get().name == "meetings.those_coming_reminded"


def test_only_those_who_are_coming_and_still_members_get_it(
    planned: Meeting, member: Membership, coordinator: Membership, now: datetime
) -> None:
    gone = MembershipFactory(committee=planned.committee)
    for one in (member, gone):
        ComingFactory(meeting=planned, membership=one)
    Membership.objects.filter(pk=gone.pk).update(status="left", ended_at=now)
    coming = audiences.find("meetings.coming")
    recipients = list(coming({"meeting": planned.public_id}))
    assert [one.user_id for one in recipients] == [member.user_id]


def test_after_the_beginning_it_is_dropped(planned: Meeting) -> None:
    schedule.drop_late_reminders(planned.starts_at)
    schedule.remind_in_the_morning(planned.starts_at)
    planned.refresh_from_db()
    assert planned.morning_due_at is None
    assert not Message.objects.exists()


def test_it_is_refused_once_the_meeting_has_begun_and_to_members(
    planned: Meeting, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="has begun"):
        remind_those_coming(planned, by=None, at=planned.starts_at)
    with pytest.raises(Refused, match="by the clock"):
        remind_those_coming(planned, by=coordinator, at=now)  # type: ignore[arg-type]


def test_nothing_is_sent_where_nothing_is_due(meeting: Meeting, now: datetime) -> None:
    remind_those_coming(meeting, by=None, at=now)
    assert not Message.objects.exists()
