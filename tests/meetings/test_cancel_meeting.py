"""Calling a meeting off."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Coming, Meeting
from meetings.operations.meetings import cancel_meeting
from notices.models import Message
from tests.factories_meetings import ComingFactory

As = Callable[[object], Client]


def test_a_cancelled_meeting_says_why_and_every_member_is_told(
    meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    cancelled = cancel_meeting(meeting, reason="The room is shut", by=coordinator, at=now)
    message = Message.objects.get()
    assert (cancelled.status, cancelled.cancelled_at) == ("cancelled", now)
    assert (cancelled.cancelled_because, cancelled.sequence) == ("The room is shut", 1)
    assert (message.audience, message.is_formal) == ("committees.members", True)
    assert message.context["because"] == "The room is shut"
    assert Event.objects.get(name="meetings.meeting_cancelled").actor == coordinator.public_id


def test_no_reminder_is_left_and_who_was_coming_is_forgotten(
    meeting: Meeting, coordinator: Membership, member: Membership, now: datetime
) -> None:
    Meeting.objects.update(reminder_due_at=now, morning_due_at=now)
    ComingFactory(meeting=meeting, membership=member)
    cancelled = cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)
    assert (cancelled.reminder_due_at, cancelled.morning_due_at) == (None, None)
    assert not Coming.objects.exists()


def test_a_reason_is_needed(meeting: Meeting, coordinator: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="Say why"):
        cancel_meeting(meeting, reason="  ", by=coordinator, at=now)


def test_nothing_is_cancelled_twice(
    meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)
    with pytest.raises(Refused, match="was cancelled"):
        cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)


def test_an_open_meeting_is_closed_and_not_cancelled(
    meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    Meeting.objects.update(status="open", opened_at=now)
    with pytest.raises(Refused, match="can be closed, not cancelled"):
        cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)


def test_only_a_coordinator_can_cancel_a_meeting(
    meeting: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            cancel_meeting(meeting, reason="Snow", by=somebody, at=now)


def test_the_page_asks_why_and_the_meeting_says_it(
    meeting: Meeting, coordinator: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/meetings/{meeting.public_id}/cancel/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "x" * 501}).status_code == 422
    answer = browser.post(address, {"reason": "The room <b>is</b> shut"}, follow=True)
    page = answer.content.decode()
    assert "This meeting is cancelled." in page
    assert "The room &lt;b&gt;is&lt;/b&gt; shut" in page


def test_a_member_reads_why_not_and_an_outsider_finds_nothing(
    meeting: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{meeting.public_id}/cancel/"
    refused = as_(member).post(address, {"reason": "Snow"})
    assert refused.status_code == 403
    assert "Only a coordinator can cancel a meeting." in refused.content.decode()
    assert as_(outsider).post(address, {"reason": "Snow"}).status_code == 404
    assert as_(None).get(address).status_code == 302
