"""The calendar file of one meeting."""

# ruff: noqa: DTZ001  wall times have no zone

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from committees.models import Committee, Membership
from core.ical import to_ical
from meetings.calendars import entry
from meetings.models import Meeting
from meetings.operations.meetings import cancel_meeting
from tests.factories_meetings import MeetingFactory

As = Callable[[object], Client]
HOSTILE = [
    "x\r\nATTENDEE:mailto:a@b.example",
    "x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:other",
    "x\rORGANIZER:mailto:a@b.example",
    "x\u2028ATTENDEE:mailto:a@b.example",
    "x\x85ATTENDEE:mailto:a@b.example",
    "x\x0b\x0cATTENDEE:mailto:a@b.example",
    "x\\nATTENDEE:mailto:a@b.example",
    'x";ALTREP="cid:1":,;\\',
    "x" * 200 + "\r\n ATTENDEE:mailto:a@b.example",
    "اجتماع 🪧 \u202eevil",
]


def event_of(text: bytes) -> "Calendar":
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return event


def lines_of(text: bytes) -> list[str]:
    return text.decode().replace("\r\n ", "").split("\r\n")


def test_the_file_is_published_private_and_names_nobody(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    answer = as_(member).get(f"/meetings/{meeting.public_id}/meeting.ics")
    calendar = Calendar.from_ical(answer.content)
    event = event_of(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert answer["Cache-Control"] == "no-store, private"
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert (event["CLASS"], event["STATUS"], event["SEQUENCE"]) == ("PRIVATE", "CONFIRMED", 0)
    assert event["DTSTAMP"].dt == now
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("General meeting", "Room 12")
    assert event["DURATION"].dt == timedelta(minutes=90)
    assert str(event["URL"]).endswith(f"/meetings/{meeting.public_id}/")
    assert "ATTENDEE" not in event
    assert "ORGANIZER" not in event


def test_the_beginning_is_local_and_its_zone_is_in_the_file(meeting: Meeting) -> None:
    text = to_ical([entry(meeting)], at=meeting.called_at)
    assert "DTSTART;TZID=America/New_York:20260318T180000" in lines_of(text)
    [zone] = Calendar.from_ical(text).walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York"
    rebuilt = zone.to_tz(lookup_tzid=False)
    for at in (datetime(2026, 3, 18, 18), datetime(2026, 3, 1, 18), datetime(2026, 11, 2, 9)):
        assert (
            at.replace(tzinfo=rebuilt).utcoffset()
            == at.replace(tzinfo=ZoneInfo("America/New_York")).utcoffset()
        )


def test_the_uid_stays_and_the_sequence_rises(meeting: Meeting) -> None:
    first = event_of(to_ical([entry(meeting)], at=meeting.called_at))
    meeting.sequence = 3
    second = event_of(to_ical([entry(meeting)], at=meeting.called_at))
    assert first["UID"] == second["UID"]
    assert meeting.public_id in first["UID"]
    assert second["SEQUENCE"] == 3


def test_a_cancelled_meeting_is_cancelled_in_the_calendar(
    meeting: Meeting, coordinator: Membership, now: datetime
) -> None:
    cancelled = cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)
    event = event_of(to_ical([entry(cancelled)], at=now))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_a_discreet_committees_file_says_neither_what_nor_where(
    committee: Committee, meeting: Meeting
) -> None:
    committee.discretion = "discreet"
    meeting.purpose = "The raid"
    text = to_ical([entry(meeting)], at=meeting.called_at)
    event = event_of(text)
    assert str(event["SUMMARY"]) == "Meeting"
    assert "LOCATION" not in event
    assert "DESCRIPTION" not in event
    assert committee.name.encode() not in text
    assert b"Room 12" not in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_of_a_member_writes_a_line_of_its_own(meeting: Meeting, hostile: str) -> None:
    meeting.title = meeting.place = meeting.purpose = hostile
    text = to_ical([entry(meeting)], at=meeting.called_at)
    event = event_of(text)
    assert set(event) == {
        *("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DURATION", "CLASS", "STATUS", "URL", "TRANSP"),
        *("SUMMARY", "LOCATION", "DESCRIPTION"),
    }
    starts = ("ATTENDEE", "ORGANIZER", "BEGIN:VEVENT")
    assert sum(line.startswith(starts) for line in lines_of(text)) == 1
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_a_meeting_across_the_night_of_the_clocks_keeps_its_length(committee: Committee) -> None:
    start = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 01:30, the first of two
    meeting = MeetingFactory(
        committee=committee,
        local_date=datetime(2026, 11, 1, 1, 30).date(),
        local_time=datetime(2026, 11, 1, 1, 30).time(),
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    meeting.refresh_from_db()
    event = event_of(to_ical([entry(meeting)], at=start))
    assert event["DTSTART"].dt.astimezone(UTC) == start
    assert event["DURATION"].dt == timedelta(hours=1)


def test_another_committees_file_does_not_exist(
    meeting: Meeting, outsider: Membership, as_: As
) -> None:
    path = f"/meetings/{meeting.public_id}/meeting.ics"
    assert as_(outsider).get(path).status_code == 404
    assert as_(None).get(path).status_code == 302


def test_the_room_online_stands_in_it_but_not_for_a_discreet_committee(meeting: Meeting) -> None:
    meeting.room_link, meeting.purpose = "https://room.example/a", "Rents"
    assert entry(meeting).description == "Rents\nhttps://room.example/a"
    meeting.committee.discretion = "discreet"
    assert b"room.example" not in to_ical([entry(meeting)], at=meeting.called_at)
