"""A moment as a person reads it."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

from core import clock
from tests.factories import NOW

MOMENT = datetime(2026, 3, 18, 22, 0, tzinfo=UTC)  # six in the evening in New York
TEMPLATE = Template("{% load moments %}{% moment_words moment zone %}")


@pytest.fixture(autouse=True)
def _still() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def _read(moment: datetime | None, zone: Any = None, reader: str = "") -> str:
    user = SimpleNamespace(timezone=ZoneInfo(reader) if reader else "")
    return TEMPLATE.render(Context({"moment": moment, "zone": zone, "user": user})).strip()


@pytest.mark.parametrize("zone", ["America/New_York", ZoneInfo("America/New_York")])
def test_campus_time_stands_in_a_time_element(zone: Any) -> None:
    assert _read(MOMENT, zone) == (
        '<time datetime="2026-03-18T22:00:00+00:00">Wed 18 Mar, 18:00</time>'
    )


def test_the_readers_time_stands_behind_it_where_it_differs() -> None:
    text = _read(MOMENT, "America/New_York", "Europe/Berlin")
    assert "Wed 18 Mar, 18:00</time>" in text
    assert "(Wed 18 Mar, 23:00 your time)" in text


def test_who_has_chosen_no_zone_reads_the_clock_of_their_committee() -> None:
    words = Template("{% load moments %}{% moment_words moment zone home=home %}")
    poster = Template("{% load moments %}{% moment_poster moment zone home=home %}")
    given = {"moment": MOMENT, "zone": "Asia/Kolkata", "home": ZoneInfo("Europe/Berlin")}
    for template in (words, poster):
        text = template.render(Context({**given, "user": SimpleNamespace(timezone="")}))
        assert "(Wed 18 Mar, 23:00 your time)" in text
        reader = SimpleNamespace(timezone=ZoneInfo("Asia/Kolkata"))
        assert "your time" not in template.render(Context({**given, "user": reader}))


def test_another_zone_with_the_same_time_is_not_told_twice() -> None:
    assert "your time" not in _read(MOMENT, "America/New_York", "America/Toronto")
    # Two weeks after the American change of clocks Europe has not changed: five hours, not six.
    assert "your time" not in _read(MOMENT, "Europe/Berlin", "Africa/Lagos")


def test_without_a_zone_the_current_one_is_meant() -> None:
    assert "22:00" in _read(MOMENT)
    with timezone.override("Asia/Seoul"):
        assert "Thu 19 Mar, 07:00" in _read(MOMENT, "")


def test_no_moment_is_nothing() -> None:
    assert _read(None, "America/New_York") == ""


def test_a_page_without_a_reader_shows_campus_time() -> None:
    text = TEMPLATE.render(Context({"moment": MOMENT, "zone": "America/New_York"}))
    assert "your time" not in text


def test_the_year_is_told_where_it_is_not_this_one_by_the_products_clock(
    settings: Any, tmp_path: Path
) -> None:
    later = MOMENT.replace(year=2027)
    assert "Thu 18 Mar 2027, 18:00" in _read(later, "America/New_York")
    settings.CLOCK_FILE = tmp_path / "clock"
    clock.move_to(datetime(2027, 1, 2, tzinfo=UTC))
    assert "Thu 18 Mar, 18:00" in _read(later, "America/New_York")
    assert "2026" in _read(MOMENT, "America/New_York").partition(">")[2]
