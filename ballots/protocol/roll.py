"""The frozen roll: a leaf a member, and one hash over all (protocol, section 2)."""

from __future__ import annotations

from collections.abc import Iterable

from ballots.protocol.encoding import digest, tag


def leaf(salt: bytes, member: str) -> bytes:
    """A member's leaf; only who knows the member's own salt can find it."""
    return digest(tag("roll"), salt, member.encode("ascii"))


def roll_hash(leaves: Iterable[bytes]) -> bytes:
    """The hash over all leaves, in whatever order they come."""
    return digest(tag("roll-list"), *sorted(leaves))
