"""The steps of a timetable: what is over, what is now, what comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

Span = tuple[str | Promise, datetime, datetime]


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a timetable; `ends_at` is None for a mere moment; `state` is done, now or next."""

    name: str | Promise
    starts_at: datetime
    ends_at: datetime | None
    state: str


def steps_of(spans: Iterable[Span], now: datetime) -> list[Step]:
    """Names with beginning and end, as steps seen at `now`; a moment has one for both."""
    return [
        Step(name, starts, None if ends == starts else ends, _state(starts, ends, now))
        for name, starts, ends in spans
    ]


def _state(starts: datetime, ends: datetime, now: datetime) -> str:
    if ends <= now:
        return "done"
    return "now" if starts <= now else "next"
