"""What is posted into the box: an envelope signed by the key on an envelope paper (section 7)."""

from __future__ import annotations

from dataclasses import dataclass

from ballots.protocol import ed25519, papers
from ballots.protocol import envelope as envelopes
from ballots.protocol.definition import PAPER, Definition
from ballots.protocol.encoding import MOST, tag, u64
from ballots.protocol.papers import Paper

_PAPER_AT = 32 + 8
_SIGNATURE_AT = _PAPER_AT + PAPER
_ENVELOPE_AT = _SIGNATURE_AT + 64


class Refused(Exception):
    """An outer that the box does not take; `fault` is one of the words of section 7."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class Outer:
    """F ‖ c ‖ e's paper ‖ signature ‖ envelope, and the envelope's h."""

    fingerprint: bytes
    counter: int
    paper: Paper
    signature: bytes
    envelope: bytes
    h: bytes

    def to_bytes(self) -> bytes:
        head = self.fingerprint + u64(self.counter) + self.paper.to_bytes()
        return head + self.signature + self.envelope


def parse(data: bytes, definition: Definition) -> Outer:
    """The parts of an outer of this contest; `Refused` by length, fingerprint, counter or key."""
    if len(data) != definition.outer_length:
        raise Refused("length")
    if data[:32] != definition.fingerprint:
        raise Refused("fingerprint")
    counter = int.from_bytes(data[32:_PAPER_AT], "big")
    # Answers carry the counter as a JSON integer, and no integer of ours goes beyond 2^53 - 1.
    if not 1 <= counter <= MOST:
        raise Refused("counter")
    paper = Paper.from_bytes(data[_PAPER_AT:_SIGNATURE_AT])
    if not ed25519.is_sound_key(paper.key):
        raise Refused("key")
    envelope = data[_ENVELOPE_AT:]
    return Outer(
        fingerprint=definition.fingerprint,
        counter=counter,
        paper=paper,
        signature=data[_SIGNATURE_AT:_ENVELOPE_AT],
        envelope=envelope,
        h=envelopes.fingerprint_of(definition, envelope),
    )


def verify(outer: Outer, definition: Definition) -> None:
    """`Refused` where the paper or the signature does not verify."""
    if not papers.verify(outer.paper, papers.ENVELOPE, definition):
        raise Refused("credential")
    signed = message(outer.fingerprint, outer.counter, outer.h)
    if not ed25519.verify(outer.paper.key, outer.signature, signed):
        raise Refused("signature")


def message(fingerprint: bytes, counter: int, h: bytes) -> bytes:
    """What e signs."""
    return tag("outer") + fingerprint + u64(counter) + h


def build(
    definition: Definition, private: bytes, paper: Paper, counter: int, envelope: bytes
) -> Outer:
    """The outer that the holder of e's private key sends."""
    h = envelopes.fingerprint_of(definition, envelope)
    signature = ed25519.sign(private, message(definition.fingerprint, counter, h))
    return Outer(definition.fingerprint, counter, paper, signature, envelope, h)
