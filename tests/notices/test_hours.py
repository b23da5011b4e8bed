"""Quiet hours and school hours, in the committee's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from notices.hours import next_allowed

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("zone", "local", "is_high_school", "expected"),
    [
        (NEW_YORK, "2026-03-04 20:59", False, "2026-03-04 20:59"),
        (NEW_YORK, "2026-03-04 21:00", False, "2026-03-05 07:30"),
        (NEW_YORK, "2026-03-04 07:29:59", False, "2026-03-04 07:30"),
        (NEW_YORK, "2026-03-04 07:30", False, "2026-03-04 07:30"),
        (NEW_YORK, "2026-03-04 12:00", False, "2026-03-04 12:00"),
        (NEW_YORK, "2026-03-04 12:00", True, "2026-03-04 15:00"),
        (NEW_YORK, "2026-03-04 08:14", True, "2026-03-04 08:14"),
        (NEW_YORK, "2026-03-04 15:00", True, "2026-03-04 15:00"),
        (NEW_YORK, "2026-03-07 12:00", True, "2026-03-07 12:00"),  # a Saturday
        (NEW_YORK, "2026-03-06 22:00", True, "2026-03-07 07:30"),
        # the night in which clocks go forward, and back
        (NEW_YORK, "2026-03-07 23:30", False, "2026-03-08 07:30"),
        (NEW_YORK, "2026-03-08 03:10", False, "2026-03-08 07:30"),
        (NEW_YORK, "2026-10-31 23:30", False, "2026-11-01 07:30"),
        (NEW_YORK, "2026-11-01 01:30", False, "2026-11-01 07:30"),
        ("Australia/Lord_Howe", "2026-04-04 22:00", False, "2026-04-05 07:30"),
        ("Asia/Kolkata", "2026-03-08 21:30", False, "2026-03-09 07:30"),
    ],
)
def test_a_reminder_waits_for_the_next_allowed_hour(
    zone: str, local: str, is_high_school: bool, expected: str
) -> None:
    at = ZoneInfo(zone)
    moment = datetime.fromisoformat(local).replace(tzinfo=at)
    found = next_allowed(moment, at, is_high_school=is_high_school)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=at)
    assert found >= moment
    assert next_allowed(found, at, is_high_school=is_high_school) == found


def test_the_night_is_an_hour_shorter_and_an_hour_longer_when_clocks_change() -> None:
    zone = ZoneInfo(NEW_YORK)

    def wait(day: str) -> float:
        evening = datetime.fromisoformat(f"{day} 21:00").replace(tzinfo=zone)
        return (next_allowed(evening, zone).timestamp() - evening.timestamp()) / 3600

    assert (wait("2026-03-07"), wait("2026-10-31"), wait("2026-06-01")) == (9.5, 11.5, 10.5)
