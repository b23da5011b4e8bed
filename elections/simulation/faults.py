"""Envelopes that the box takes and the holders must refuse: one of each code of section 9."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from ballots.protocol import ballot, envelope, sealing, shamir
from ballots.protocol.ballot import Body
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import u16
from ballots.protocol.opening import Code
from ballots.protocol.papers import Kind, Paper
from ballots.protocol.voter import Voter

Choices = Sequence[int]
_SHARE = 80


def seal(code: Code, voter: Voter, choices: Choices, confederate: Voter | None = None) -> bytes:
    """An envelope of this voter that is invalid by this code and by none that comes before it."""
    if code == Code.DUPLICATE:
        assert confederate is not None
        # Below every counter of the confederate's own: their own ballot is to stand.
        return envelope.seal(voter.definition, _inner(confederate, choices, counter=0))
    return _MAKERS[code](voter, choices)


def _unopenable(voter: Voter, choices: Choices) -> bytes:
    sealed = voter.envelope(choices, 1)
    holders = len(voter.definition.holders)
    return sealed[: -_SHARE * holders] + secrets.token_bytes(_SHARE * holders)


def _commitment(voter: Voter, choices: Choices) -> bytes:
    """Every share is the one committed to, but K's own commitment is another's."""
    key, definition = secrets.token_bytes(32), voter.definition
    shares = shamir.split(key, definition.needed, len(definition.holders))
    commitments = secrets.token_bytes(32) + envelope.commit(key, shares)[32:]
    return _put_together(definition, key, shares, commitments, _inner(voter, choices))


def _decryption(voter: Voter, choices: Choices) -> bytes:
    key, definition = secrets.token_bytes(32), voter.definition
    shares = shamir.split(key, definition.needed, len(definition.holders))
    commitments = envelope.commit(key, shares)
    other = secrets.token_bytes(32)
    return _put_together(definition, other, shares, commitments, _inner(voter, choices))


def _format(voter: Voter, choices: Choices) -> bytes:
    inner = _inner(voter, choices)
    return envelope.seal(voter.definition, inner[:-1] + b"\1")


def _credential(voter: Voter, choices: Choices) -> bytes:
    paper = _paper(voter)
    forged = Paper(paper.key, paper.prefix, bytes([1]) * len(paper.signature))
    return envelope.seal(voter.definition, _inner(voter, choices, paper=forged))


def _signature(voter: Voter, choices: Choices) -> bytes:
    inner = _inner(voter, choices)
    at = len(_paper(voter).to_bytes())
    return envelope.seal(voter.definition, inner[:at] + bytes([inner[at] ^ 1]) + inner[at + 1 :])


def _fingerprint(voter: Voter, choices: Choices) -> bytes:
    foreign = secrets.token_bytes(32)
    return envelope.seal(voter.definition, _inner(voter, choices, fingerprint=foreign))


def _choices(voter: Voter, _choices: Choices) -> bytes:
    return envelope.seal(voter.definition, _inner(voter, (1, 1)))


_MAKERS: dict[Code, Callable[[Voter, Choices], bytes]] = {
    Code.UNOPENABLE: _unopenable,
    Code.COMMITMENT: _commitment,
    Code.DECRYPTION: _decryption,
    Code.FORMAT: _format,
    Code.CREDENTIAL: _credential,
    Code.SIGNATURE: _signature,
    Code.FINGERPRINT: _fingerprint,
    Code.CHOICES: _choices,
}


def _paper(voter: Voter) -> Paper:
    assert voter.ballot_paper is not None
    return voter.ballot_paper


def _inner(
    voter: Voter,
    choices: Choices,
    *,
    paper: Paper | None = None,
    fingerprint: bytes = b"",
    counter: int = 1,
) -> bytes:
    definition, paper = voter.definition, paper or _paper(voter)
    body = Body(
        choices=tuple(choices),
        counter=ballot.offset(voter.secret) + counter,
        fingerprint=fingerprint or definition.fingerprint,
    ).to_bytes()
    signature = ballot.sign_body(voter.private_keys[Kind.BALLOT], body)
    joined = paper.to_bytes() + signature + u16(len(body)) + body
    return joined.ljust(definition.padding, b"\0")


def _put_together(
    definition: Definition, key: bytes, shares: Sequence[bytes], commitments: bytes, inner: bytes
) -> bytes:
    """As `envelope.seal`, with a key and commitments that need not belong to one another."""
    locked = envelope.lock(definition, key, commitments, inner)
    sealed = (
        sealing.seal(
            holder.seal, envelope.share_info(definition, number, locked, commitments), share
        )
        for number, (holder, share) in enumerate(zip(definition.holders, shares, strict=True), 1)
    )
    return locked + commitments + b"".join(sealed)
