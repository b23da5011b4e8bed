"""Paper ballots beside those from browsers (protocol, section 10).

Five or more stand on the board as they are. Fewer would tell whoever knows who voted on paper how
they voted: the board then holds their hash, and they lie in an annex, kept by those who entered them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from ballots.protocol.ballot import check_choices
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import (
    Malformed,
    b64,
    canonical,
    digest,
    fields,
    integer,
    items,
    tag,
    unb64,
)

LEAST_SHOWN = 5
SALT = 32


def are_few(number: int) -> bool:
    """Whether so many ballots of one kind would give votes away."""
    return 0 < number < LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class Papers:
    """What lay in the ballot papers: choices, sorted, none of them empty; blank; spoilt."""

    ballots: tuple[tuple[int, ...], ...]
    blank: int = 0
    spoilt: int = 0

    @property
    def number(self) -> int:
        return len(self.ballots) + self.blank + self.spoilt

    def counted(self) -> list[tuple[int, ...]]:
        """What goes to the count: a blank ballot chooses nobody, a spoilt one is none."""
        return [*self.ballots, *[()] * self.blank]

    def field(self, definition: Definition, marked: int, salt: bytes) -> dict[str, Any]:
        """The field `paper` of a board."""
        if not are_few(self.number):
            return {**self._stated(), "marked": marked}
        hashed = annex_hash(definition, self.annex(salt))
        return {"hash": b64(hashed), "marked": marked, "papers": self.number}

    def annex(self, salt: bytes) -> dict[str, Any]:
        """What a hash on the board stands for; the salt keeps it from being guessed."""
        return {**self._stated(), "salt": b64(salt)}

    def _stated(self) -> dict[str, Any]:
        shown = [list(choices) for choices in self.ballots]
        return {"ballots": shown, "blank": self.blank, "spoilt": self.spoilt}

    @classmethod
    def read(cls, definition: Definition, stated: Mapping[str, Any]) -> Self:
        """The papers of a field or an annex; `Malformed` where one is not allowed, or the order says
        something."""
        ballots = [tuple(map(integer, items(one))) for one in items(stated["ballots"])]
        if not all(one and check_choices(definition, one) for one in ballots):
            raise Malformed("A paper ballot chooses what is not on the paper.")
        if ballots != sorted(ballots):
            raise Malformed("The paper ballots are not sorted.")
        return cls(tuple(ballots), integer(stated["blank"]), integer(stated["spoilt"]))


def papers_of(ballots: Iterable[Sequence[int]], *, blank: int, spoilt: int) -> Papers:
    """Papers in the order of the board, which says nothing."""
    return Papers(tuple(sorted(tuple(one) for one in ballots)), blank, spoilt)


def annex_hash(definition: Definition, annex: Mapping[str, Any]) -> bytes:
    """What stands on the board for an annex."""
    return digest(tag("paper"), definition.fingerprint, canonical(annex))


def read_field(definition: Definition, value: object, marked: int) -> Papers | None:
    """The papers on a board where `marked` of the roll vote on paper; None where they are sealed."""
    if isinstance(value, dict) and "hash" in value:
        sealed = fields(value, "hash", "marked", "papers")
        unb64(sealed["hash"], 32)
        number, papers = integer(sealed["papers"]), None
        if not are_few(number):
            raise Malformed("Only few paper ballots are sealed.")
    else:
        papers = Papers.read(definition, fields(value, "ballots", "blank", "marked", "spoilt"))
        number = papers.number
        if are_few(number):
            raise Malformed("So few paper ballots are not shown.")
    assert isinstance(value, dict)  # `fields` has seen to it
    if integer(value["marked"]) != marked or number > marked:
        raise Malformed("There are more papers than members who vote on paper.")
    return papers


def read_annex(definition: Definition, field: Mapping[str, Any], value: object) -> Papers:
    """The papers in an annex, if the board's hash stands for it."""
    stated = fields(value, "ballots", "blank", "salt", "spoilt")
    unb64(stated["salt"], SALT)
    papers = Papers.read(definition, stated)
    if papers.number != field["papers"] or b64(annex_hash(definition, stated)) != field["hash"]:
        raise Malformed("The annex is not the one of this board.")
    return papers
