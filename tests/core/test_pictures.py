"""The meter and the timetable: drawn from a few numbers, read as sentences."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from core.steps import steps_of
from core.templatetags.pictures import grouped
from tests.factories import NOW

METER = Template(
    "{% load pictures %}{% meter words value most mark=mark mark_words=said live=live %}"
)
TIMETABLE = Template("{% load pictures %}{% timetable steps 'America/New_York' %}")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _still() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def _meter(value: int, most: int, mark: int | None = None, live: str = "") -> ET.Element:
    text = METER.render(
        Context(
            {"words": "7 of 10 <came>.", "value": value, "most": most, "mark": mark,
             "said": "10 needed", "live": live}
        )
    )  # fmt: skip
    assert "style=" not in text
    return ET.fromstring(text[text.index("<div") :].strip())  # noqa: S314 - we drew it


def _lines(meter: ET.Element) -> dict[str, Any]:
    return {line.get("class"): line.attrib for line in meter.iter("line")}


def test_a_meter_is_one_sentence_and_a_hidden_drawing() -> None:
    meter = _meter(7, 10)
    (words,) = meter.findall("p")
    assert words.text == "7 of 10 <came>."
    svg = meter.find("svg")
    assert svg is not None
    assert svg.get("aria-hidden") == "true"
    assert _lines(meter)["tally-bar"]["x2"] == "70%"
    assert "tally-mark" not in _lines(meter)


@pytest.mark.parametrize(
    ("value", "most", "end"),
    [(0, 10, "0%"), (-3, 10, "0%"), (25, 10, "100%"), (1, 3, "33.33%"), (0, 0, "0%")],
)
def test_a_meter_never_leaves_its_room(value: int, most: int, end: str) -> None:
    assert _lines(_meter(value, most))["tally-bar"]["x2"] == end


@pytest.mark.parametrize(
    ("mark", "at", "anchor"), [(2, "10%", "start"), (10, "50%", "middle"), (30, "100%", "end")]
)
def test_a_threshold_is_a_line_with_its_words(mark: int, at: str, anchor: str) -> None:
    meter = _meter(7, 20, mark)
    assert _lines(meter)["tally-mark"]["x1"] == at
    label = meter.find("svg/text")
    assert label is not None
    assert (label.get("x"), label.get("text-anchor")) == (at, anchor)
    assert label.text == "\u206810 needed\u2069"
    assert ("tally-reached" in (meter.get("class") or "")) is (mark <= 7)


def test_from_right_to_left_a_meter_grows_from_the_right() -> None:
    with translation.override("ar"):
        lines = _lines(_meter(7, 10, 9))
    assert (lines["tally-bar"]["x1"], lines["tally-bar"]["x2"]) == ("100%", "30%")
    assert lines["tally-mark"]["x1"] == "10%"


def test_a_live_meter_says_what_moves_it() -> None:
    bar = _lines(_meter(7, 10, live="coming"))["tally-bar"]
    assert (bar["data-live-meter"], bar["data-most"]) == ("coming", "10")


def test_many_digits_are_grouped_as_the_language_does() -> None:
    assert grouped(12_000) == "12,000"
    with translation.override("es"):
        assert grouped(12_000) == "12\xa0000"


SPANS = [
    ("Nominations", NOW - 3 * DAY, NOW - DAY),
    ("Voting", NOW - DAY, NOW + 3 * DAY),
    ("Count", NOW + 3 * DAY, NOW + 3 * DAY),
    ("Challenge", NOW + 3 * DAY, NOW + 7 * DAY),
]


def _timetable(spans: Any) -> str:
    user = SimpleNamespace(timezone="")
    text = TIMETABLE.render(Context({"steps": steps_of(spans, NOW), "user": user}))
    assert "style=" not in text
    return text


def test_steps_are_over_now_or_to_come() -> None:
    assert [step.state for step in steps_of(SPANS, NOW)] == ["done", "now", "next", "next"]
    assert [step.state for step in steps_of(SPANS, NOW + 3 * DAY)] == [
        "done",
        "done",
        "done",
        "now",
    ]
    assert [step.ends_at is None for step in steps_of(SPANS, NOW)] == [False, False, True, False]


def test_the_band_of_a_timetable_is_to_scale_and_marks_now() -> None:
    text = _timetable(SPANS)
    wide = re.findall(
        r'class="timetable-(done|now|next|gone)" x="([^"]+)" y="1.6em" width="([^"]+)"', text
    )
    assert wide == [
        ("done", "0%", "20%"), ("now", "20%", "40%"), ("gone", "20%", "10%"), ("next", "60%", "40%"),
    ]  # fmt: skip
    assert 'class="timetable-tick" x1="60%"' in text
    assert 'class="timetable-here" x1="30%"' in text


def test_the_list_of_a_timetable_says_everything() -> None:
    text = _timetable(SPANS)
    assert text.count('aria-current="step"') == 1
    assert text.count("(done)") == 1
    assert "4\xa0days" in text
    assert "2\xa0days" in text
    assert text.count("<time ") == 7
    assert [int(one) for one in re.findall(r"length-(\d)", text)] == [3, 6, 0, 6]
    assert 'class="timetable-passed" width="6" height="25%"' in text


def test_some_seconds_less_than_five_days_are_said_as_five_days() -> None:
    text = _timetable([("Nominations", NOW, NOW + 5 * DAY - timedelta(seconds=30))])
    assert '<p class="timetable-lasts">5\xa0days</p>' in text


def test_from_right_to_left_the_band_is_mirrored() -> None:
    with translation.override("ar"):
        text = _timetable(SPANS)
    assert 'class="timetable-done" x="80%"' in text
    assert 'class="timetable-here" x1="70%"' in text


def test_before_and_after_a_timetable_now_is_not_on_it() -> None:
    for shift in (20 * DAY, -20 * DAY):
        spans = [(name, start + shift, end + shift) for name, start, end in SPANS]
        assert "timetable-here" not in _timetable(spans)


def test_a_mere_moment_is_a_timetable_too() -> None:
    assert 'class="timetable-here" x1="0%"' in _timetable([("Now", NOW, NOW)])
