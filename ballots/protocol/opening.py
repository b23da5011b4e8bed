"""Opening the envelopes of the final list (protocol, section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from ballots.protocol import ballot as ballots
from ballots.protocol import envelope as envelopes
from ballots.protocol import papers, sealing, shamir
from ballots.protocol.ballot import Ballot, Body
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed
from ballots.protocol.envelope import Parts
from ballots.protocol.holders import HolderKeys


class Code(StrEnum):
    """Why an envelope is invalid, by the first that fits."""

    UNOPENABLE = "unopenable"
    COMMITMENT = "commitment"
    DECRYPTION = "decryption"
    FORMAT = "format"
    CREDENTIAL = "credential"
    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    CHOICES = "choices"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Invalid:
    """An envelope that does not count, with its K (empty where it is unopenable)."""

    code: Code
    envelope: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one envelope, before ballots of the same b are compared."""

    envelope: bytes
    key: bytes
    found: Ballot | Code
    false_holders: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Opened:
    """All envelopes of the list, and the holders who handed over a false share."""

    ballots: list[Ballot]
    invalid: list[Invalid]
    false_holders: frozenset[int]


def open_shares(
    keys: HolderKeys, number: int, definition: Definition, opened: Iterable[bytes]
) -> list[bytes | None]:
    """Holder `number`'s own shares of these envelopes; None where one fails its commitment."""
    return [open_share(keys, number, definition, envelope) for envelope in opened]


def open_share(
    keys: HolderKeys, number: int, definition: Definition, envelope: bytes
) -> bytes | None:
    """Holder `number`'s own share of one envelope, for a pool of processes."""
    parts = envelopes.parse(definition, envelope)
    info = envelopes.share_info(definition, number, parts.locked, parts.commitments)
    share = sealing.open_with(keys.opener, info, parts.sealed[number - 1])
    return share if share is not None and _is_good(parts, number, share) else None


def open_envelopes(
    definition: Definition,
    opened: Sequence[bytes],
    shares: Mapping[int, Sequence[bytes | None]],
) -> Opened:
    """Open every envelope with the shares that each holder gave, by holder's number."""
    numbers = sorted(shares)
    columns = zip(*(shares[number] for number in numbers), strict=True)
    rows = columns if numbers else (() for _ in opened)
    return gather(
        definition,
        (
            open_envelope(definition, envelope, dict(zip(numbers, row, strict=True)))
            for envelope, row in zip(opened, rows, strict=True)
        ),
    )


def open_envelope(
    definition: Definition, envelope: bytes, shares: Mapping[int, bytes | None]
) -> Outcome:
    """Open one envelope with these shares by holder's number, for a pool of processes."""
    parts = envelopes.parse(definition, envelope)
    given = [(number, share) for number, share in sorted(shares.items()) if share is not None]
    good = [(number, share) for number, share in given if _is_good(parts, number, share)]
    false = frozenset(number for number, _ in given) - {number for number, _ in good}
    if len(good) < definition.needed:
        return Outcome(envelope, b"", Code.UNOPENABLE, false)
    key = shamir.combine(islice(good, definition.needed))
    return Outcome(envelope, key, _examine(definition, parts, key), false)


def examine(definition: Definition, envelope: bytes, key: bytes) -> Ballot | Code:
    """The ballot in this envelope under this K, or why there is none."""
    return _examine(definition, envelopes.parse(definition, envelope), key)


def gather(definition: Definition, outcomes: Iterable[Outcome]) -> Opened:
    """Let one ballot of each b stand: the highest counter, then the lowest h."""
    standing: dict[bytes, tuple[Ballot, Outcome]] = {}
    invalid: list[Invalid] = []
    false: frozenset[int] = frozenset()
    for outcome in outcomes:
        false |= outcome.false_holders
        if isinstance(outcome.found, Code):
            invalid.append(Invalid(outcome.found, outcome.envelope, outcome.key))
            continue
        found = (outcome.found, outcome)
        other = standing.setdefault(outcome.found.paper.key, found)
        if other is not found:
            loser = other
            if _rank(definition, *found) < _rank(definition, *other):
                standing[outcome.found.paper.key] = found
            else:
                loser = found
            invalid.append(Invalid(Code.DUPLICATE, loser[1].envelope, loser[1].key))
    return Opened([kept for kept, _ in standing.values()], invalid, false)


def _rank(definition: Definition, found: Ballot, outcome: Outcome) -> tuple[int, bytes]:
    return -found.counter, envelopes.fingerprint_of(definition, outcome.envelope)


def _is_good(parts: Parts, number: int, share: bytes) -> bool:
    committed = parts.share_commitment(number)
    return len(share) == shamir.KEY and envelopes.commit_share(number, share) == committed


def _examine(definition: Definition, parts: Parts, key: bytes) -> Ballot | Code:
    # K fixes every share, so equal commitments mean that all shares are those of this K.
    shares = shamir.split(key, definition.needed, len(definition.holders))
    if envelopes.commit(key, shares) != parts.commitments:
        return Code.COMMITMENT
    inner = envelopes.unlock(definition, key, parts)
    if inner is None:
        return Code.DECRYPTION
    try:
        paper, signature, written = ballots.parse_inner(inner)
        body = Body.from_bytes(written)
    except Malformed:
        return Code.FORMAT
    if not papers.verify(paper, papers.BALLOT, definition):
        return Code.CREDENTIAL
    if not ballots.verify_body(paper.key, signature, written):
        return Code.SIGNATURE
    if body.fingerprint != definition.fingerprint:
        return Code.FINGERPRINT
    if not ballots.check_choices(definition, body.choices):
        return Code.CHOICES
    return Ballot(paper, body.choices, body.counter, signature)
