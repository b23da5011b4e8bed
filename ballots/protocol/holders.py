"""A key holder: a teller, or the host alone (protocol, sections 3, 9 and 10)."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ballots.protocol import ed25519, lot, sealing
from ballots.protocol.definition import Definition, Holder
from ballots.protocol.encoding import Malformed, b64, digest, tag, u8, unb64
from ballots.protocol.keys import SECRET, hkdf

SCHEME = "RF1 "


class HolderKeys:
    """Everything a holder has, drawn from one secret that serves one contest."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET:
            raise Malformed(f"A secret is {SECRET} bytes long.")
        self.secret = secret

    def __reduce__(self) -> tuple[type[HolderKeys], tuple[bytes]]:
        # The library's key, kept below, does not travel to another process; the secret does.
        return HolderKeys, (self.secret,)

    @classmethod
    def draw(cls) -> Self:
        """Keys from a fresh secret."""
        return cls(secrets.token_bytes(SECRET))

    @cached_property
    def seal(self) -> bytes:
        """The X25519 private key."""
        return hkdf(self.secret, tag("holder-seal"), 32)

    @cached_property
    def sign(self) -> bytes:
        """The Ed25519 seed."""
        return hkdf(self.secret, tag("holder-sign"), 32)

    @cached_property
    def r(self) -> bytes:
        """The holder's part in the lot."""
        return hkdf(self.secret, tag("holder-lot"), 32)

    @cached_property
    def opener(self) -> X25519PrivateKey:
        """The library's key of `seal`, for many envelopes in a row."""
        return X25519PrivateKey.from_private_bytes(self.seal)

    def describe(self, number: int, name: str) -> Holder:
        """What stands of holder `number` in the definition."""
        return Holder(
            lot=lot.commitment(number, self.r),
            name=name,
            seal=sealing.public_key(self.seal),
            sign=ed25519.public_key(self.sign),
        )

    def ready(self, fingerprint: bytes) -> bytes:
        """The signature without which voting does not open (section 3)."""
        return ed25519.sign(self.sign, tag("ready") + fingerprint)

    def sign_board(self, fingerprint: bytes, board_hash: bytes) -> bytes:
        """The signature with which the board stands (section 10)."""
        return ed25519.sign(self.sign, tag("board") + fingerprint + board_hash)

    def authorize(self, fingerprint: bytes, number: int, method_and_path: str, body: bytes) -> str:
        """The `Authorization` header of a holder's request (section 9)."""
        signed = _request(fingerprint, number, method_and_path, body)
        return SCHEME + b64(ed25519.sign(self.sign, signed))


def verify_ready(definition: Definition, number: int, signature: bytes) -> bool:
    """Whether holder `number` is ready for this contest."""
    message = tag("ready") + definition.fingerprint
    return ed25519.verify(definition.holders[number - 1].sign, signature, message)


def verify_board_signature(
    definition: Definition, number: int, board_hash: bytes, signature: bytes
) -> bool:
    """Whether holder `number` signed this board."""
    message = tag("board") + definition.fingerprint + board_hash
    return ed25519.verify(definition.holders[number - 1].sign, signature, message)


def verify_lot(definition: Definition, number: int, r: bytes) -> bool:
    """Whether this is the r that holder `number` committed to."""
    return len(r) == 32 and lot.commitment(number, r) == definition.holders[number - 1].lot


def verify_request(
    definition: Definition, number: int, method_and_path: str, body: bytes, header: str
) -> bool:
    """Whether this `Authorization` header is holder `number`'s for this request."""
    if not 1 <= number <= len(definition.holders) or not header.startswith(SCHEME):
        return False
    try:
        signature = unb64(header.removeprefix(SCHEME), ed25519.SIGNATURE)
        signed = _request(definition.fingerprint, number, method_and_path, body)
    except ValueError:
        return False
    return ed25519.verify(definition.holders[number - 1].sign, signature, signed)


def _request(fingerprint: bytes, number: int, method_and_path: str, body: bytes) -> bytes:
    line = method_and_path.encode("ascii")
    return tag("holder-request") + fingerprint + u8(number) + line + b"\0" + digest(body)
