"""Where a simulated election takes place, and what its people know: all that HTTP does not tell."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Person:
    """A generated member: their identifier on the roll, their address, a session or none."""

    voter: str
    address: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """An election about to open. `tellers` are the holders' secrets in hex, in their order."""

    address: str
    contest: str
    election: str
    people: tuple[Person, ...]
    tellers: tuple[str, ...]
    needed: int
    session_cookie: str
    csrf_cookie: str
    outbox: str

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        read: dict[str, Any] = json.loads(text)
        read["people"] = tuple(Person(**one) for one in read["people"])
        read["tellers"] = tuple(read["tellers"])
        return cls(**read)
