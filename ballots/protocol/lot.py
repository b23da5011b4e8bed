"""The holders' part in the lot (protocol, sections 3 and 9)."""

from __future__ import annotations

from collections.abc import Iterable

from ballots.protocol.encoding import digest, tag, u8

MISSING = bytes(32)


def commitment(number: int, r: bytes) -> bytes:
    """What holder `number` commits to before voting (section 3)."""
    return digest(tag("lot-value"), u8(number), r)


def seed(fingerprint: bytes, list_hash: bytes, values: Iterable[bytes | None]) -> bytes:
    """The seed of the lot from each holder's r in order; None where it is missing (section 9)."""
    return digest(tag("lot"), fingerprint, list_hash, *(value or MISSING for value in values))
