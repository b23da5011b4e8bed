"""Pictures made of a few numbers: a meter, a timetable. Drawn by the server, in percent of the room.

Every place is physical and turned round here for a language from right to left; a style attribute
would be simpler, and a strict content security policy refuses it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import get_language_bidi

from core import clock
from core.steps import Step

register = template.Library()

LONGEST = 6  # the most a step of a timetable is drawn longer than the shortest one
LEAST_NUMBERED = 3  # percent of the band: narrower steps have no number on it


@register.filter
def grouped(number: int) -> str:
    """12,000 as the reader's language writes it."""
    return formats.number_format(number, force_grouping=True)


@register.inclusion_tag("components/meter.html")
def meter(
    words: str,
    value: int,
    most: int,
    *,
    mark: int | None = None,
    mark_words: str = "",
    live: str = "",
) -> dict[str, Any]:
    """How much of `most` is reached, with a line at `mark`. `words` is the sentence that says so.

    `live` names the field of the page's stream that moves the bar.
    """
    marked = None if mark is None else _share(mark, most)
    return {
        "words": words,
        "begin": _percent(_physical(0)),
        "end": _percent(_physical(_share(value, most))),
        "is_empty": value <= 0,
        "most": most,
        "live": live,
        "mark": None if marked is None else _percent(_physical(marked)),
        "mark_words": mark_words,
        "anchor": None if marked is None else _anchor(_physical(marked)),
        "is_reached": mark is not None and value >= mark,
    }


def _share(value: int, most: int) -> float:
    """Percent, never under 0 nor over 100; of nothing, nothing is reached."""
    return min(100.0, max(0.0, 100 * value / most)) if most > 0 else 0.0


def _physical(share: float, wide: float = 0) -> float:
    return 100 - share - wide if get_language_bidi() else share


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def _anchor(share: float) -> str:
    """Text near an edge grows away from it."""
    return "start" if share < 25 else "end" if share > 75 else "middle"


@register.inclusion_tag("components/timetable.html", takes_context=True)
def timetable(
    context: dict[str, Any], steps: Sequence[Step], zone: tzinfo | str | None = None
) -> dict[str, Any]:
    """Steps as a band to scale on a wide screen, as a line to walk down on a phone."""
    now = clock.now()
    begin = steps[0].starts_at
    whole = max(_end(steps[-1]) - begin, timedelta(seconds=1))
    longest = max(_end(step) - step.starts_at for step in steps)
    lines = []
    for number, step in enumerate(steps, 1):
        lasts = _end(step) - step.starts_at
        at, wide = 100 * ((step.starts_at - begin) / whole), 100 * (lasts / whole)
        gone = 100 * min(1.0, max(0.0, (now - step.starts_at) / lasts)) if lasts else 0.0
        lines.append(
            {
                "number": number,
                "step": step,
                "spoken_end": step.starts_at + _rounded(lasts),
                "length": max(1, round(LONGEST * (lasts / longest))) if lasts else 0,
                "x": _percent(_physical(at, wide)),
                "wide": _percent(wide),
                "gone": _percent(gone),
                "gone_x": _percent(_physical(at, wide * gone / 100)),
                "gone_wide": _percent(wide * gone / 100),
                "number_x": _percent(_physical(at + wide / 2))
                if not lasts or wide >= LEAST_NUMBERED
                else None,
                "tick_x": None if lasts else _percent(_physical(at)),
            }
        )
    passed = (now - begin) / whole
    return {
        "lines": lines,
        "zone": zone,
        "now_x": _percent(_physical(100 * passed)) if 0 <= passed <= 1 else None,
        "user": context.get("user"),
    }


def _rounded(lasts: timedelta) -> timedelta:
    """Five days that began some seconds late are said as five days."""
    unit = timedelta(hours=1) if lasts >= timedelta(days=1) else timedelta(minutes=1)
    return round(lasts / unit) * unit


def _end(step: Step) -> datetime:
    return step.ends_at or step.starts_at
