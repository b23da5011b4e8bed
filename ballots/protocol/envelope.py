"""The envelope: a ballot that k holders open (protocol, section 6)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ballots.protocol import sealing, shamir
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, digest, tag, u8

# K serves one message only.
_NONCE = bytes(12)
_KEY_TAG = tag("key")
_SHARE_TAG = tag("share")


@dataclass(frozen=True, slots=True)
class Parts:
    """C, the commitments to K and to each share, and each sealed share."""

    locked: bytes
    commitments: bytes
    sealed: tuple[bytes, ...]

    def share_commitment(self, number: int) -> bytes:
        return self.commitments[32 * number : 32 * (number + 1)]


def seal(definition: Definition, inner: bytes, key: bytes | None = None) -> bytes:
    """An envelope around this inner; K is random, but for test vectors."""
    if len(inner) != definition.padding:
        raise Malformed("The inside of an envelope has one length.")
    key = key if key is not None else secrets.token_bytes(32)
    shares = shamir.split(key, definition.needed, len(definition.holders))
    commitments = commit(key, shares)
    locked = lock(definition, key, commitments, inner)
    sealed = (
        sealing.seal(holder.seal, share_info(definition, number, locked, commitments), share)
        for number, (holder, share) in enumerate(zip(definition.holders, shares, strict=True), 1)
    )
    return locked + commitments + b"".join(sealed)


def commit(key: bytes, shares: Sequence[bytes]) -> bytes:
    """The commitments: to K, and to each share with its holder's number."""
    hashes = (commit_share(number, share) for number, share in enumerate(shares, 1))
    return digest(_KEY_TAG, key) + b"".join(hashes)


def commit_share(number: int, share: bytes) -> bytes:
    return digest(_SHARE_TAG, u8(number), share)


def lock(definition: Definition, key: bytes, commitments: bytes, inner: bytes) -> bytes:
    """C: the inner under K, bound to the contest and the commitments."""
    return AESGCM(key).encrypt(_NONCE, inner, _aad(definition, commitments))


def unlock(definition: Definition, key: bytes, parts: Parts) -> bytes | None:
    """The inner; None where AES-GCM refuses C."""
    try:
        return AESGCM(key).decrypt(_NONCE, parts.locked, _aad(definition, parts.commitments))
    except InvalidTag:
        return None


def share_info(definition: Definition, number: int, locked: bytes, commitments: bytes) -> bytes:
    """What binds a sealed share to its contest, holder and envelope."""
    return tag("seal") + definition.fingerprint + u8(number) + digest(locked, commitments)


def parse(definition: Definition, envelope: bytes) -> Parts:
    """The parts of an envelope."""
    if len(envelope) != definition.envelope_length:
        raise Malformed("An envelope has one length.")
    committed = definition.padding + 16
    sealed = committed + 32 * (len(definition.holders) + 1)
    return Parts(
        envelope[:committed],
        envelope[committed:sealed],
        tuple(envelope[start : start + 80] for start in range(sealed, len(envelope), 80)),
    )


def fingerprint_of(definition: Definition, envelope: bytes) -> bytes:
    """h."""
    return digest(tag("envelope"), definition.fingerprint, envelope)


def _aad(definition: Definition, commitments: bytes) -> bytes:
    return tag("inner") + definition.fingerprint + commitments
