"""The closing list and the two signatures on it (protocol, section 8)."""

from __future__ import annotations

from collections.abc import Iterable

from ballots.protocol import ed25519
from ballots.protocol.encoding import digest, tag, u16


def list_bytes(fingerprint: bytes, withdrawn: Iterable[int], hashes: Iterable[bytes]) -> bytes:
    """The closing list as it is hashed, whatever order it comes in."""
    numbers = sorted(withdrawn)
    head = (tag("list"), fingerprint, u16(len(numbers)), *map(u16, numbers))
    return b"".join((*head, *sorted(hashes)))


def list_hash(fingerprint: bytes, withdrawn: Iterable[int], hashes: Iterable[bytes]) -> bytes:
    """H(list)."""
    return digest(list_bytes(fingerprint, withdrawn, hashes))


def sign_first(private: bytes, fingerprint: bytes, hashed: bytes) -> bytes:
    """The receipt key's signature on the list before complaints."""
    return ed25519.sign(private, tag("first-list") + fingerprint + hashed)


def sign_final(private: bytes, fingerprint: bytes, hashed: bytes) -> bytes:
    """The receipt key's signature on the list that is opened."""
    return ed25519.sign(private, tag("final-list") + fingerprint + hashed)


def verify_first(key: bytes, signature: bytes, fingerprint: bytes, hashed: bytes) -> bool:
    return ed25519.verify(key, signature, tag("first-list") + fingerprint + hashed)


def verify_final(key: bytes, signature: bytes, fingerprint: bytes, hashed: bytes) -> bool:
    return ed25519.verify(key, signature, tag("final-list") + fingerprint + hashed)
