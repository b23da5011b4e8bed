"""What is voted on, by whom, under which keys: the definition (protocol, section 1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from mnemonic import Mnemonic

from ballots import counting
from ballots.protocol import ed25519, sealing
from ballots.protocol.blinding import public_key
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
    text,
    unb64,
)
from ballots.protocol.issuer import BITS

PROTOCOL = "rf1"
MOST_HOLDERS = 9
# The closing list writes a withdrawn candidate's number as u16 (section 8).
MOST_CANDIDATES = 2**16 - 1
PADDINGS = (1024, 2048, 4096)
PAPER = 448
# b's paper, b's signature and the length of the body (section 5).
AROUND_BODY = PAPER + 64 + 2
_ID = re.compile(r"[0-9a-z]{12}")
_RULES = {
    "ranked": ("scottish-stv", "scottish-stv-ron"),
    "approval": ("approval",),
    "yes-no": ("yes-no",),
}
_FIELDS = (
    "protocol",
    "id",
    "kind",
    "question",
    "candidates",
    "ron",
    "seats",
    "rule",
    "rule_version",
    "terms",
    "most_ranks",
    "opens_at",
    "papers_until",
    "closes_at",
    "complaints_until",
    "padding",
    "roll",
    "needed",
    "holders",
    "issuer",
    "receipt_key",
)


@dataclass(frozen=True)
class Holder:
    """One who holds a part of the opening key: a teller, or the host alone."""

    lot: bytes
    name: str
    seal: bytes
    sign: bytes

    def to_json(self) -> dict[str, Any]:
        return {
            "lot": b64(self.lot),
            "name": self.name,
            "seal": b64(self.seal),
            "sign": b64(self.sign),
        }

    @classmethod
    def from_json(cls, value: object) -> Self:
        read = fields(value, "lot", "name", "seal", "sign")
        lot, seal, sign = (unb64(read[name], 32) for name in ("lot", "seal", "sign"))
        return cls(lot, text(read["name"]), seal, sign)


@dataclass(frozen=True)
class Terms:
    """What carries a yes/no question; for other kinds it stays as it is here."""

    at_least: int = 0
    denominator: int = 2
    numerator: int = 1
    turnout_least: int = 0
    turnout_percent: int = 0

    def to_json(self) -> dict[str, int]:
        return {
            "at_least": self.at_least,
            "denominator": self.denominator,
            "numerator": self.numerator,
            "turnout_least": self.turnout_least,
            "turnout_percent": self.turnout_percent,
        }

    @classmethod
    def from_json(cls, value: object) -> Self:
        names = ("at_least", "denominator", "numerator", "turnout_least", "turnout_percent")
        read = fields(value, *names)
        return cls(*(integer(read[name]) for name in names))


@dataclass(frozen=True)
class Definition:
    """A checked definition; its bytes and hash are made once."""

    id: str
    kind: str
    question: str
    candidates: tuple[str, ...]
    ron: int
    seats: int
    rule: str
    most_ranks: int
    opens_at: int
    papers_until: int
    closes_at: int
    complaints_until: int
    padding: int
    roll_hash: bytes
    roll_size: int
    needed: int
    holders: tuple[Holder, ...]
    ballot_issuer: bytes
    envelope_issuer: bytes
    receipt_key: bytes
    terms: Terms = Terms()
    rule_version: int = 1

    def __post_init__(self) -> None:
        _check(self)

    def __reduce__(self) -> tuple[Callable[[bytes], Definition], tuple[bytes]]:
        # The library's keys, kept below, do not travel to another process; the bytes do.
        return Definition.from_bytes, (self.canonical,)

    def to_json(self) -> dict[str, Any]:
        """The object of section 1."""
        return {
            "protocol": PROTOCOL,
            "id": self.id,
            "kind": self.kind,
            "question": self.question,
            "candidates": list(self.candidates),
            "ron": self.ron,
            "seats": self.seats,
            "rule": self.rule,
            "rule_version": self.rule_version,
            "terms": self.terms.to_json(),
            "most_ranks": self.most_ranks,
            "opens_at": self.opens_at,
            "papers_until": self.papers_until,
            "closes_at": self.closes_at,
            "complaints_until": self.complaints_until,
            "padding": self.padding,
            "roll": {"hash": b64(self.roll_hash), "size": self.roll_size},
            "needed": self.needed,
            "holders": [holder.to_json() for holder in self.holders],
            "issuer": {"ballot": b64(self.ballot_issuer), "envelope": b64(self.envelope_issuer)},
            "receipt_key": b64(self.receipt_key),
        }

    @classmethod
    def from_json(cls, value: object) -> Self:
        """The definition in this object; `Malformed` where any limit of section 1 is broken."""
        read = fields(value, *_FIELDS)
        if read["protocol"] != PROTOCOL:
            raise Malformed("This is a definition of another protocol.")
        roll = fields(read["roll"], "hash", "size")
        issuer = fields(read["issuer"], "ballot", "envelope")
        return cls(
            id=text(read["id"]),
            kind=text(read["kind"]),
            question=text(read["question"]),
            candidates=tuple(map(text, items(read["candidates"]))),
            ron=integer(read["ron"]),
            seats=integer(read["seats"]),
            rule=text(read["rule"]),
            rule_version=integer(read["rule_version"]),
            terms=Terms.from_json(read["terms"]),
            most_ranks=integer(read["most_ranks"]),
            opens_at=integer(read["opens_at"]),
            papers_until=integer(read["papers_until"]),
            closes_at=integer(read["closes_at"]),
            complaints_until=integer(read["complaints_until"]),
            padding=integer(read["padding"]),
            roll_hash=unb64(roll["hash"], 32),
            roll_size=integer(roll["size"]),
            needed=integer(read["needed"]),
            holders=tuple(map(Holder.from_json, items(read["holders"]))),
            ballot_issuer=unb64(issuer["ballot"], BITS // 8),
            envelope_issuer=unb64(issuer["envelope"], BITS // 8),
            receipt_key=unb64(read["receipt_key"], 32),
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The definition in these canonical bytes."""
        return cls.from_json(parse(data))

    @cached_property
    def canonical(self) -> bytes:
        """The bytes that are hashed."""
        return canonical(self.to_json())

    @cached_property
    def fingerprint(self) -> bytes:
        """F."""
        return digest(self.canonical)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The first 132 bits of F as twelve words, 11 bits a word."""
        bits = int.from_bytes(self.fingerprint, "big") >> (256 - 132)
        return tuple(_words()[bits >> shift & 2047] for shift in range(121, -1, -11))

    @cached_property
    def ballot_key(self) -> RSAPublicKey:
        return public_key(self.ballot_issuer)

    @cached_property
    def envelope_key(self) -> RSAPublicKey:
        return public_key(self.envelope_issuer)

    @property
    def envelope_length(self) -> int:
        """The one length of every envelope (section 6)."""
        n = len(self.holders)
        return self.padding + 16 + 32 * (n + 1) + 80 * n

    @property
    def outer_length(self) -> int:
        """The one length of what is posted into the box (section 7)."""
        return 32 + 8 + PAPER + 64 + self.envelope_length

    def counted(
        self,
        papers: Iterable[tuple[int, tuple[int, ...]]],
        *,
        withdrawn: Iterable[int],
        seed: bytes | None,
        invalid: int = 0,
    ) -> counting.Contest:
        """The contest as it is put to the count: (weight, choices) of the board's ballots."""
        terms = self.terms
        return counting.Contest(
            candidates=self.candidates,
            seats=self.seats,
            papers=tuple(papers),
            rule=self.rule,
            withdrawn=frozenset(withdrawn),
            ron=self.ron or None,
            seed=seed,
            invalid=invalid,
            title=self.question,
            terms=counting.Terms(
                numerator=terms.numerator,
                denominator=terms.denominator,
                at_least=bool(terms.at_least),
                roll=self.roll_size,
                turnout_percent=terms.turnout_percent,
                turnout_least=terms.turnout_least,
            ),
        )


def padding_for(candidates: int, most_ranks: int) -> int:
    """P: the least that holds the longest body, that of the highest numbers and counter."""
    if not 0 < most_ranks <= candidates:
        raise Malformed("A ballot ranks at least one candidate, and none twice.")
    body: Mapping[str, object] = {
        "choices": list(range(candidates - most_ranks + 1, candidates + 1)),
        "counter": MOST,
        "fingerprint": b64(bytes(32)),
    }
    needed = AROUND_BODY + len(canonical(body))
    for padding in PADDINGS:
        if needed <= padding:
            return padding
    raise Malformed("A ballot of so many candidates does not fit.")


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


def _check(definition: Definition) -> None:
    """Every limit of section 1."""
    _check_contest(definition)
    _check_keys(definition)
    if not definition.opens_at < definition.papers_until <= definition.closes_at:
        raise Malformed("Papers are issued after the opening and until the close at most.")
    if definition.closes_at > definition.complaints_until:
        raise Malformed("Complaints end before the close.")
    integer(definition.complaints_until)
    integer(definition.roll_size)


def _check_contest(definition: Definition) -> None:
    count = len(definition.candidates)
    yes_no = definition.kind == "yes-no"
    if not _ID.fullmatch(definition.id):
        raise Malformed("The identifier is not twelve digits and small letters.")
    if definition.rule not in _RULES.get(definition.kind, ()) or definition.rule_version != 1:
        raise Malformed("The rule does not belong to this kind of vote.")
    if not 0 < count <= MOST_CANDIDATES or (yes_no and count != 2):
        raise Malformed("The number of candidates does not fit the kind of vote.")
    with_ron = definition.rule in {"scottish-stv-ron", "approval"}
    if definition.ron not in ((0, count) if with_ron else (0,)):
        raise Malformed("Re-open nominations is the last candidate, under a rule that knows it.")
    integer(definition.seats, least=1)
    exactly = {"yes-no": 1, "approval": count}.get(definition.kind)
    if not 0 < definition.most_ranks <= count or definition.most_ranks != (
        exactly or definition.most_ranks
    ):
        raise Malformed("The most numbers on a ballot do not fit the candidates.")
    if definition.padding != padding_for(count, definition.most_ranks):
        raise Malformed("The padding is not the least that holds the longest ballot.")
    terms = definition.terms
    if not yes_no and terms != Terms():
        raise Malformed("Only a yes/no question has terms.")
    share = 0 < terms.numerator <= terms.denominator and terms.at_least in {0, 1}
    if not share or not 0 <= terms.turnout_percent <= 100 or terms.turnout_least < 0:
        raise Malformed("The terms of the question are not possible.")


def _check_keys(definition: Definition) -> None:
    n = len(definition.holders)
    if not 1 <= n <= MOST_HOLDERS or not n >= definition.needed > n / 2:
        raise Malformed("More than half of one to nine holders are needed.")
    signing = (definition.receipt_key, *(holder.sign for holder in definition.holders))
    if not all(map(ed25519.is_sound_key, signing)):
        raise Malformed("A signing key is not sound.")
    if not all(sealing.is_sound_key(holder.seal) for holder in definition.holders):
        raise Malformed("A holder's sealing key is not sound.")
    moduli = (definition.ballot_issuer, definition.envelope_issuer)
    # 3072 bits exactly: the highest bit is set, and so is the lowest.
    if not all(len(n) == BITS // 8 and n[0] & 0x80 and n[-1] & 1 for n in moduli):
        raise Malformed("An issuer's modulus is not an odd number of 3072 bits.")
    if moduli[0] == moduli[1]:
        raise Malformed("Both issuers have the same key.")
