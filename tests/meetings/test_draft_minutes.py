"""Minutes are drafted when a meeting closes."""

from datetime import timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting, Minutes
from meetings.operations.meetings import close_meeting, open_meeting
from meetings.operations.minutes import draft_minutes
from tests.meetings.records import As, held


def test_closing_a_meeting_that_was_opened_drafts_its_minutes(
    meeting: Meeting, coordinator: Membership, member: Membership
) -> None:
    at = meeting.starts_at + timedelta(minutes=5)
    opened = open_meeting(meeting, by=coordinator, at=at)
    close_meeting(opened, present=2, by=coordinator, at=at)
    minutes = Minutes.objects.get(meeting=meeting)
    assert minutes.text.startswith("# Minutes: General meeting")
    assert (minutes.status, minutes.drafted_at) == ("drafted", at)
    assert minutes.due_at == at + timedelta(days=7)
    assert [one.text for one in minutes.versions.all()] == [minutes.text]
    event = Event.objects.get(name="meetings.minutes_drafted")
    assert (event.actor, event.scope) == ("", meeting.committee.public_id)


def test_the_clock_drafts_those_of_a_meeting_that_nobody_closed(meeting: Meeting) -> None:
    Meeting.objects.update(status="open", opened_at=meeting.starts_at)
    close_meeting(meeting, present=None, by=None, at=meeting.ends_at + timedelta(days=1))
    assert Minutes.objects.filter(meeting=meeting).exists()


def test_a_meeting_that_was_never_opened_has_none(
    meeting: Meeting, coordinator: Membership
) -> None:
    close_meeting(meeting, present=1, by=coordinator, at=meeting.starts_at)
    assert not Minutes.objects.exists()
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="that was opened"):
        draft_minutes(meeting, by=coordinator, at=meeting.starts_at)


def test_they_are_drafted_once_and_by_members_alone(
    committee: Committee, coordinator: Membership, outsider: Membership
) -> None:
    one = held(committee)
    with pytest.raises(Refused, match="Only members"):
        draft_minutes(one, by=outsider, at=one.ends_at)
    draft_minutes(one, by=coordinator, at=one.ends_at)
    with pytest.raises(Refused, match="drafted already"):
        draft_minutes(one, by=None, at=one.ends_at)


def test_the_meetings_page_leads_to_them(committee: Committee, member: Membership, as_: As) -> None:
    one = held(committee)
    minutes = draft_minutes(one, by=None, at=one.ends_at)
    page = as_(member).get(f"/meetings/{one.public_id}/").content.decode()
    assert f"/minutes/{minutes.public_id}/" in page
    assert "Read the draft minutes" in page
