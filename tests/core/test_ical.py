"""Calendar files hold before a reader that forgives nothing, whatever members wrote."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.ical import Entry, to_ical
from tests import strict_ical

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOSTILE = [
    "a\r\nATTENDEE:mailto:x@y.example",
    "a\rb\nc\x0bd\x0ce\x85f\u2028g\u2029h",
    '\\n \\; \\, \\\\ ; , : "',
    "BEGIN:VEVENT\r\nEND:VCALENDAR",
    "\u202eevil\u202c \u200f",
    "اجتماع 🪧 会议 " * 60,
    "x" * 5_000,
    "\x00\x07\x1b\x7f\x9b",
]


def entry(**fields: Any) -> Entry:
    known: dict[str, Any] = {
        "uid": "meeting-1",
        "sequence": 0,
        "starts_at": AT,
        "ends_at": AT + timedelta(hours=1),
        "timezone": ZoneInfo("America/New_York"),
        "summary": "Meeting",
        "url": "https://committees.example/meetings/1/",
    }
    return Entry(**(known | fields))


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_written_it_is_one_event_of_valid_lines(text: str) -> None:
    file = to_ical([entry(summary=text, location=text, description=text)], at=AT)
    (event,) = strict_ical.read(file).of("VEVENT")
    assert {name for name, *_rest in event.lines} == {
        *("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DURATION", "CLASS", "STATUS", "TRANSP", "URL"),
        *("SUMMARY", "LOCATION", "DESCRIPTION"),
    }
    assert len(Calendar.from_ical(file).walk("VEVENT")) == 1


def test_each_zone_is_described_once() -> None:
    zones = ("America/New_York", "Europe/Berlin", "America/New_York")
    entries = [
        entry(uid=f"m{number}", timezone=ZoneInfo(zone)) for number, zone in enumerate(zones)
    ]
    calendar = strict_ical.read(to_ical(entries, at=AT))
    assert [one.value("TZID") for one in calendar.of("VTIMEZONE")] == sorted(set(zones))


def test_an_empty_calendar_is_one_too() -> None:
    calendar = strict_ical.read(to_ical([], at=AT, name="Dates", refresh=timedelta(hours=4)))
    assert calendar.value("REFRESH-INTERVAL") == "PT4H"
    assert calendar.value("X-PUBLISHED-TTL") == "PT4H"
    assert calendar.value("METHOD") == "PUBLISH"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\r\n", b"\n"),
        (b"SUMMARY:Meeting", b"SUMMARY:Meeting; all"),
        (b"SUMMARY:Meeting", b"SUMMARY:Meeting\\x"),
        (b"SUMMARY:Meeting", b"SUMMARY:" + b"x" * 80),
        (b"SUMMARY:Meeting", b"SUMMARY"),
        (b"SUMMARY:Meeting", b"SUMMARY:\x07"),
        (b"UID:", b"XID:"),
        (b"DTSTAMP:20260304T120000Z", b"DTSTAMP:20260304T120000"),
        (b"TZID=America/New_York", b"TZID=Europe/Rome"),
        (b"STATUS:CONFIRMED", b"STATUS:SURE"),
        (b"SEQUENCE:0", b"SEQUENCE:-1"),
        (b"DURATION:PT1H", b"DURATION:PT1H\r\nDTEND:20260304T130000Z"),
        (b"END:VEVENT", b"END:VTODO"),
        (b"VERSION:2.0", b"VERSION:1.0"),
        (b"DTSTART;TZID=America/New_York:20260304T070000", b"DTSTART;TZID=America/New_York:soon"),
    ],
)
def test_the_strict_reader_is_strict(before: bytes, after: bytes) -> None:
    file = to_ical([entry()], at=AT)
    assert before in file
    with pytest.raises((ValueError, KeyError)):
        strict_ical.read(file.replace(before, after))


def test_what_is_cancelled_says_so_and_leaves_the_time_free() -> None:
    (event,) = Calendar.from_ical(to_ical([entry(is_cancelled=True)], at=AT)).events
    assert (event["SUMMARY"], event["TRANSP"]) == ("Cancelled: Meeting", "TRANSPARENT")
    (event,) = Calendar.from_ical(to_ical([entry()], at=AT)).events
    assert (event["SUMMARY"], event["TRANSP"]) == ("Meeting", "OPAQUE")
