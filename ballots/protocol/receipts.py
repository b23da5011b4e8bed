"""The receipt: the box has this envelope (protocol, section 7)."""

from __future__ import annotations

from ballots.protocol import ed25519
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import tag, u64


def sign(private: bytes, definition: Definition, key: bytes, counter: int, h: bytes) -> bytes:
    """The receipt key's signature; `key` is e."""
    return ed25519.sign(private, _message(definition, key, counter, h))


def verify(definition: Definition, key: bytes, counter: int, h: bytes, receipt: bytes) -> bool:
    """Whether this receipt was given for this envelope of this e."""
    message = _message(definition, key, counter, h)
    return ed25519.verify(definition.receipt_key, receipt, message)


def _message(definition: Definition, key: bytes, counter: int, h: bytes) -> bytes:
    return tag("receipt") + definition.fingerprint + key + u64(counter) + h
