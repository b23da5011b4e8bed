"""Envelopes that are invalid, one way each, made as a malicious voter would make them."""

from __future__ import annotations

from collections.abc import Callable

from ballots.protocol import ballot as ballots
from ballots.protocol import papers
from ballots.protocol.opening import Code
from ballots.protocol.voter import Voter
from tests.ballots.protocol.world import Sealed, World, issuer_key, private

Forger = Callable[[World, Voter], Sealed]


def wrong_shares(world: World, voter: Voter) -> Sealed:
    """What is handed to the holders is not what was committed to."""
    return world.seal(_inner(world, voter), handed=lambda shares: [flip(s) for s in shares])


def other_last_share(world: World, voter: Voter) -> Sealed:
    """The last holder's share, and its commitment, are of another K."""
    return world.seal(_inner(world, voter), shares=lambda shares: [*shares[:-1], flip(shares[-1])])


def other_key_named(world: World, voter: Voter) -> Sealed:
    """The commitments name a K that the shares do not give."""
    return world.seal(_inner(world, voter), named=bytes(32))


def altered_ciphertext(world: World, voter: Voter) -> Sealed:
    return world.seal(_inner(world, voter), locked=flip)


def spaced_body(world: World, voter: Voter) -> Sealed:
    body = world.body(voter, [1]).replace(b":", b": ")
    return world.seal(world.inner(voter, body))


def further_field(world: World, voter: Voter) -> Sealed:
    body = world.body(voter, [1]).replace(b"}", b',"more":1}')
    return world.seal(world.inner(voter, body))


def long_body(world: World, voter: Voter) -> Sealed:
    inner = bytearray(_inner(world, voter))
    inner[512:514] = b"\xff\xff"
    return world.seal(bytes(inner))


def marked_padding(world: World, voter: Voter) -> Sealed:
    return world.seal(flip(_inner(world, voter)))


def envelope_credential(world: World, voter: Voter) -> Sealed:
    """b stands on a paper that is good for an envelope only."""
    taken = world.take(papers.ENVELOPE, voter.ballot_key)
    return _with_paper(world, voter, taken.paper)


def foreign_credential(world: World, voter: Voter) -> Sealed:
    """b's paper is signed by an issuer that the fingerprint does not hold."""
    taken = world.take(papers.BALLOT, voter.ballot_key, issuer_key("nobody's"))
    return _with_paper(world, voter, taken.paper)


def unsound_key(world: World, voter: Voter) -> Sealed:
    """b is the neutral point, properly signed by the ballot issuer."""
    taken = world.take(papers.BALLOT, b"\1" + bytes(31))
    return _with_paper(world, voter, taken.paper)


def other_body_signed(world: World, voter: Voter) -> Sealed:
    signed = world.body(voter, [2])
    return world.seal(world.inner(voter, world.body(voter, [1]), signed))


def other_contest(world: World, voter: Voter) -> Sealed:
    body = ballots.Body((1,), 7, bytes(32)).to_bytes()
    return world.seal(world.inner(voter, body))


def ranked_twice(world: World, voter: Voter) -> Sealed:
    return world.seal(world.inner(voter, world.body(voter, [1, 1])))


def nobody_ranked(world: World, voter: Voter) -> Sealed:
    return world.seal(world.inner(voter, world.body(voter, [99])))


FORGERS: tuple[tuple[Code, Forger], ...] = (
    (Code.UNOPENABLE, wrong_shares),
    (Code.COMMITMENT, other_last_share),
    (Code.COMMITMENT, other_key_named),
    (Code.DECRYPTION, altered_ciphertext),
    (Code.FORMAT, spaced_body),
    (Code.FORMAT, further_field),
    (Code.FORMAT, long_body),
    (Code.FORMAT, marked_padding),
    (Code.CREDENTIAL, envelope_credential),
    (Code.CREDENTIAL, foreign_credential),
    (Code.CREDENTIAL, unsound_key),
    (Code.SIGNATURE, other_body_signed),
    (Code.FINGERPRINT, other_contest),
    (Code.CHOICES, ranked_twice),
    (Code.CHOICES, nobody_ranked),
)


def flip(data: bytes) -> bytes:
    """The same bytes but for the last bit."""
    return data[:-1] + bytes([data[-1] ^ 1])


def _inner(world: World, voter: Voter) -> bytes:
    return world.inner(voter, world.body(voter, [1]))


def _with_paper(world: World, voter: Voter, paper: papers.Paper) -> Sealed:
    body = world.body(voter, [1])
    signature = ballots.sign_body(private(voter, papers.BALLOT), body)
    return world.seal(ballots.build_inner(world.definition, paper, signature, body))
