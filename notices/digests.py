"""What a week's digest tells of a committee: parts that the apps above give."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.discovery import discover


@dataclass(frozen=True, slots=True)
class Line:
    """One thing. `kind` says which words the template gives it; `title` is left out of a discreet
    committee's mail; `path` is where it stands.
    """

    kind: str
    title: str
    path: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """As a message's context holds it."""
        return {
            "kind": self.kind,
            "title": self.title,
            "path": self.path,
            "begins_at": self.at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Week:
    """A committee (its identifier), and the time that the digest tells of."""

    scope: str
    since: datetime
    until: datetime


Part = Callable[[Week], Iterable[Line]]
_PARTS: list[Part] = []


def part(function: Part) -> Part:
    """Register a part. Put it in `digests.py`."""
    if function not in _PARTS:
        _PARTS.append(function)
    return function


def lines(week: Week) -> list[Line]:
    """All of it, each kind in the order of time."""
    discover("digests")
    found = [line for one in _PARTS for line in one(week)]
    return sorted(found, key=lambda line: (line.kind, line.at))
