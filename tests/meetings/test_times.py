"""Wall times and the moments they mean."""

# ruff: noqa: DTZ001  wall times have no zone

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.times import NonexistentTime, resolve, rounded_up

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
WALLS = st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2060, 1, 1)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)
NEW_YORK = ZoneInfo("America/New_York")


def test_an_evening_in_new_york_is_the_next_hour_in_utc() -> None:
    found = resolve(date(2026, 3, 4), time(18, 30), NEW_YORK)
    assert found.at == datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    assert not found.is_ambiguous


def test_half_past_two_does_not_exist_when_the_clocks_go_forward() -> None:
    with pytest.raises(NonexistentTime) as fault:
        resolve(date(2026, 3, 8), time(2, 30), NEW_YORK)
    assert fault.value.next_valid == datetime(2026, 3, 8, 3, 0)


def test_a_jump_of_half_an_hour_offers_the_half_hour() -> None:
    with pytest.raises(NonexistentTime) as fault:
        resolve(date(2026, 10, 4), time(2, 10), ZoneInfo("Australia/Lord_Howe"))
    assert fault.value.next_valid == datetime(2026, 10, 4, 2, 30)


def test_a_day_that_a_country_skipped_offers_the_day_after() -> None:
    with pytest.raises(NonexistentTime) as fault:
        resolve(date(2011, 12, 30), time(18, 0), ZoneInfo("Pacific/Apia"))
    assert fault.value.next_valid == datetime(2011, 12, 31, 0, 0)


def test_half_past_one_is_the_first_of_two_when_the_clocks_go_back() -> None:
    found = resolve(date(2026, 11, 1), time(1, 30), NEW_YORK)
    assert found.at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert found.is_ambiguous


@settings(max_examples=500, deadline=None)
@given(wall=WALLS, zone=ZONES)
def test_every_wall_time_has_a_moment_that_shows_it_or_a_next_one_that_has(
    wall: datetime, zone: ZoneInfo
) -> None:
    try:
        found = resolve(wall.date(), wall.time(), zone)
    except NonexistentTime as fault:
        offered = fault.next_valid
        assert offered > wall
        resolve(offered.date(), offered.time(), zone)
        just_before = offered - timedelta(seconds=2)
        with pytest.raises(NonexistentTime):
            resolve(just_before.date(), just_before.time(), zone)
    else:
        assert found.at.astimezone(zone).replace(tzinfo=None, fold=0) == wall
        earlier = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
        assert found.at == earlier


@settings(max_examples=500, deadline=None)
@given(moment=st.datetimes(datetime(1975, 1, 1), datetime(2060, 1, 1)), zone=ZONES)
def test_a_moment_read_off_a_clock_resolves_to_itself_or_to_its_twin_before(
    moment: datetime, zone: ZoneInfo
) -> None:
    at = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    wall = at.astimezone(zone)
    found = resolve(wall.date(), wall.time(), zone)
    assert found.at == at if not wall.fold else found.at < at
    assert found.is_ambiguous or not wall.fold


@given(moment=st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)))
def test_rounding_up_reaches_the_next_quarter_and_no_further(moment: datetime) -> None:
    rounded = rounded_up(moment)
    assert timedelta() <= rounded - moment < timedelta(minutes=15)
    assert (rounded.minute % 15, rounded.second, rounded.microsecond) == (0, 0, 0)
