"""The ballot inside an envelope (protocol, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from ballots.protocol import ed25519, papers
from ballots.protocol.definition import AROUND_BODY, PAPER, Definition
from ballots.protocol.encoding import (
    MOST,
    Malformed,
    b64,
    canonical,
    digest,
    fields,
    integer,
    items,
    parse,
    tag,
    u16,
    unb64,
)
from ballots.protocol.papers import Paper

_BODY_AT = AROUND_BODY


@dataclass(frozen=True, slots=True)
class Body:
    """What b signs."""

    choices: tuple[int, ...]
    counter: int
    fingerprint: bytes

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "choices": list(self.choices),
                "counter": self.counter,
                "fingerprint": b64(self.fingerprint),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The body in these canonical bytes; `Malformed` where they are anything else."""
        read: dict[str, Any] = fields(parse(data), "choices", "counter", "fingerprint")
        return cls(
            choices=tuple(map(integer, items(read["choices"]))),
            counter=integer(read["counter"]),
            fingerprint=unb64(read["fingerprint"], 32),
        )


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot that proves itself: choices, counter, b's paper and b's signature."""

    paper: Paper
    choices: tuple[int, ...]
    counter: int
    signature: bytes


def offset(secret: bytes) -> int:
    """What is added to c, so that the counter rises with c and does not tell it."""
    return int.from_bytes(digest(tag("offset"), secret)[:6], "big")


def sign_body(private: bytes, body: bytes) -> bytes:
    """b's signature."""
    return ed25519.sign(private, tag("ballot") + body)


def verify_body(key: bytes, signature: bytes, body: bytes) -> bool:
    return ed25519.verify(key, signature, tag("ballot") + body)


def verify(ballot: Ballot, definition: Definition) -> bool:
    """Whether paper, signature and choices of a ballot are all good (section 11, 6)."""
    body = Body(ballot.choices, ballot.counter, definition.fingerprint).to_bytes()
    return (
        check_choices(definition, ballot.choices)
        and papers.verify(ballot.paper, papers.BALLOT, definition)
        and verify_body(ballot.paper.key, ballot.signature, body)
    )


def build_inner(definition: Definition, paper: Paper, signature: bytes, body: bytes) -> bytes:
    """P bytes: paper, signature, length of the body, body, zeros."""
    joined = paper.to_bytes() + signature + u16(len(body)) + body
    if len(joined) > definition.padding:
        raise Malformed("The ballot does not fit into its envelope.")
    return joined.ljust(definition.padding, b"\0")


def parse_inner(inner: bytes) -> tuple[Paper, bytes, bytes]:
    """Paper, signature and body; `Malformed` where the length or the padding is wrong."""
    length = int.from_bytes(inner[_BODY_AT - 2 : _BODY_AT], "big")
    end = _BODY_AT + length
    if end > len(inner) or inner.count(0, end) != len(inner) - end:
        raise Malformed("The length of the body or the padding is wrong.")
    return Paper.from_bytes(inner[:PAPER]), inner[PAPER : _BODY_AT - 2], inner[_BODY_AT:end]


def check_choices(definition: Definition, choices: Sequence[int]) -> bool:
    """Whether these choices may stand on this contest's ballot; none is a blank ballot."""
    numbers = range(1, len(definition.candidates) + 1)
    if len(choices) > definition.most_ranks or len(set(choices)) != len(choices):
        return False
    if definition.kind == "approval" and list(choices) != sorted(choices):
        return False
    return all(type(choice) is int and choice in numbers for choice in choices)


def counter_of(secret: bytes, c: int) -> int:
    """The body's counter for the c of the outer."""
    counter = c + offset(secret)
    if c < 1 or counter > MOST:
        raise Malformed("The counter is out of bounds.")
    return counter
