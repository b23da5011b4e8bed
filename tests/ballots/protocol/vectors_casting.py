"""Vectors of sections 4 to 7: paper, ballot, envelope, outer, receipt."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ballots.protocol import ballot as ballots
from ballots.protocol import envelope as envelopes
from ballots.protocol import papers, shamir
from ballots.protocol.voter import Voter
from tests.ballots.protocol.world import Chance, Taken, World, private


@lru_cache
def _world() -> World:
    return World("casting", holders=3, needed=2, contest={"id": "casting00001"})


@lru_cache
def _taken() -> tuple[Voter, Taken, Taken]:
    world = _world()
    voter = Voter(world.secrets[0], world.definition)
    envelope = world.take(papers.ENVELOPE, voter.envelope_key)
    ballot = world.take(papers.BALLOT, voter.ballot_key)
    voter.envelope_paper, voter.ballot_paper = envelope.paper, ballot.paper
    return voter, envelope, ballot


def paper() -> dict[str, Any]:
    """Section 4."""
    world = _world()
    voter, envelope, ballot = _taken()
    return {
        "ballot": _paper(voter, ballot),
        "definition": world.definition.to_json(),
        "envelope": _paper(voter, envelope),
        "fingerprint": world.definition.fingerprint.hex(),
        "issuer_primes": {
            str(kind).removesuffix("-key"): key.to_bytes().hex()
            for kind, key in world.issuers.items()
        },
        "offset": ballots.offset(voter.secret),
        "secret": voter.secret.hex(),
        "why": "issuer_primes are p ‖ q; factor is the r of RFC 9474, inverse its inverse",
    }


def _paper(voter: Voter, taken: Taken) -> dict[str, str]:
    return {
        "blind_signature": taken.blind_signature.hex(),
        "blinded": taken.blinded.hex(),
        "factor": taken.factor.to_bytes(384, "big").hex(),
        "inverse": taken.inverse.hex(),
        "key": taken.paper.key.hex(),
        "message": papers.message(taken.kind, voter.definition, taken.paper.key).hex(),
        "paper": taken.paper.to_bytes().hex(),
        "prefix": taken.prefix.hex(),
        "salt": taken.salt.hex(),
        "seed": private(voter, taken.kind).hex(),
    }


def envelope() -> dict[str, Any]:
    """Sections 5 and 6, under the definition of `paper.json`."""
    return {**_envelope(), "shamir": _shamir()}


@lru_cache
def _envelope() -> dict[str, Any]:
    world = _world()
    voter, _, _ = _taken()
    choices = [3, 1]
    body = world.body(voter, choices)
    inner = world.inner(voter, body)
    sealed = world.seal(inner)
    parts = envelopes.parse(world.definition, sealed.envelope)
    return {
        "body": body.decode(),
        "choices": choices,
        "commitments": sealed.commitments.hex(),
        "counter": ballots.counter_of(voter.secret, 1),
        "c": parts.locked.hex(),
        "envelope": sealed.envelope.hex(),
        "ephemeral_private": [ephemeral.hex() for ephemeral in sealed.ephemerals],
        "h": envelopes.fingerprint_of(world.definition, sealed.envelope).hex(),
        "holder_secrets": [keys.secret.hex() for keys in world.keys],
        "inner": inner.hex(),
        "key": sealed.key.hex(),
        "sealed_shares": [share.hex() for share in parts.sealed],
        "shares": [share.hex() for share in sealed.shares],
        "signature": ballots.sign_body(private(voter, papers.BALLOT), body).hex(),
    }


def _shamir() -> list[dict[str, Any]]:
    chance = Chance("shamir")
    made = []
    for needed, holders in ((1, 1), (2, 2), (2, 3), (3, 4), (3, 5), (5, 9), (9, 9)):
        key = chance.bytes()
        shares = shamir.split(key, needed, holders)
        made.append(
            {
                "holders": holders,
                "key": key.hex(),
                "needed": needed,
                "shares": [share.hex() for share in shares],
            }
        )
    return made


def casting() -> dict[str, Any]:
    """Section 7: the envelope of `envelope.json`, cast with c = 1."""
    world = _world()
    voter, _, _ = _taken()
    cast = world.put(voter, bytes.fromhex(_envelope()["envelope"]))
    return {
        "counter": cast.counter,
        "definition": world.definition.to_json(),
        "outer": cast.outer.to_bytes().hex(),
        "receipt": cast.receipt.hex(),
        "receipt_seed": world.receipt_private.hex(),
        "signature": cast.outer.signature.hex(),
    }
