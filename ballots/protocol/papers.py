"""The ballot paper: a key with an issuer's signature given unseen (protocol, section 0)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from ballots.protocol import blinding, ed25519
from ballots.protocol.definition import PAPER, Definition
from ballots.protocol.encoding import Malformed, tag


class Kind(StrEnum):
    """What a paper is good for."""

    ENVELOPE = "envelope-key"
    BALLOT = "ballot-key"


ENVELOPE, BALLOT = Kind.ENVELOPE, Kind.BALLOT


@dataclass(frozen=True, slots=True)
class Paper:
    """Key (32), prefix (32), signature (384)."""

    key: bytes
    prefix: bytes
    signature: bytes

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        if len(data) != PAPER:
            raise Malformed(f"A paper is {PAPER} bytes long.")
        return cls(data[:32], data[32:64], data[64:])

    def to_bytes(self) -> bytes:
        return self.key + self.prefix + self.signature


parse = Paper.from_bytes


def message(kind: Kind, definition: Definition, key: bytes) -> bytes:
    """What is blinded and signed, after the prefix (section 4)."""
    return tag(kind) + definition.fingerprint + key


def issuer_modulus(kind: Kind, definition: Definition) -> bytes:
    return definition.envelope_issuer if kind is ENVELOPE else definition.ballot_issuer


def verify(paper: Paper, kind: Kind, definition: Definition) -> bool:
    """Whether the issuer of this kind signed this sound key for this contest."""
    issuer = definition.envelope_key if kind is ENVELOPE else definition.ballot_key
    prepared = paper.prefix + message(kind, definition, paper.key)
    return ed25519.is_sound_key(paper.key) and blinding.verify(issuer, prepared, paper.signature)
