"""One thing that only this member can answer, as a card on the first pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that only this member can answer.

    `words` stand before `moment`, the time by which or at which it is; `path` is where the answer
    is given, and is posted to where `posts`: then the answer takes one tap, and `more` explains.
    `is_quiet` is what may be done already, as nobody but this person's browser knows: it stands
    last, and `booth` has that browser say so. `is_chore` is what can wait until votes and answers
    to others are given, though its day may be past. `home` is the committee's zone, where `zone` is
    that of another place.
    """

    committee: str
    committee_id: str
    title: str
    words: str | Promise
    moment: datetime | None
    zone: tzinfo
    label: str | Promise
    path: str
    posts: bool = False
    more: str = ""
    is_quiet: bool = False
    is_chore: bool = False
    booth: dict[str, Any] | None = None
    home: tzinfo | None = None


def needs_answer(asks: Iterable[Ask]) -> bool:
    """Whether one of them surely waits."""
    return any(not ask.is_quiet for ask in asks)
