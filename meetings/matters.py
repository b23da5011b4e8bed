"""What waits for a meeting to decide it, and what is reported to one. Higher apps register both.

An app says in its `matters.py` what of its own a meeting has to deal with; this app cannot know it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from committees.models import Committee
from core.discovery import discover


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that a meeting has to decide; `reference` is its identifier, `url` its page."""

    reference: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was decided elsewhere since the last meeting, as one line of the minutes."""

    heading: str
    text: str


Waiting = Callable[[Committee], Iterable[Matter]]
Reported = Callable[[Committee, datetime | None, datetime], Iterable[Report]]
WAITING: list[Waiting] = []
REPORTED: list[Reported] = []


def waiting(function: Waiting) -> Waiting:
    """Register `function(committee)`: what waits for the next meeting, oldest first."""
    WAITING.append(function)
    return function


def reported(function: Reported) -> Reported:
    """Register `function(committee, since, until)`: what a meeting in between is told of."""
    REPORTED.append(function)
    return function


def waiting_in(committee: Committee) -> list[Matter]:
    """Everything that waits for a meeting of this committee."""
    discover("matters")
    return [one for each in WAITING for one in each(committee)]


def reported_to(committee: Committee, since: datetime | None, until: datetime) -> list[Report]:
    """Everything that was decided elsewhere after `since`, up to `until`."""
    discover("matters")
    return [one for each in REPORTED for one in each(committee, since, until)]
