"""Vectors of sections 8 and 9: lists, holders' requests, bundles, codes, the lot."""

from __future__ import annotations

from typing import Any

from ballots.protocol import bundles, lists, lot
from ballots.protocol import envelope as envelopes
from ballots.protocol import opening as opened
from ballots.protocol.encoding import b64, tag, u8
from tests.ballots.protocol import elections, hpke
from tests.ballots.protocol.world import Chance


def closing() -> dict[str, Any]:
    """Section 8, of the board `board-tellers.json`."""
    world, file = elections.tellers()
    fingerprint = world.definition.fingerprint
    withdrawn = file["board"]["withdrawn"]
    hashes = [h for h, _ in world.listed()]
    hashed = lists.list_hash(fingerprint, withdrawn, hashes)
    return {
        "final_signature": lists.sign_final(world.receipt_private, fingerprint, hashed).hex(),
        "first_signature": lists.sign_first(world.receipt_private, fingerprint, hashed).hex(),
        "hash": hashed.hex(),
        "hashes": [h.hex() for h in hashes],
        "list": lists.list_bytes(fingerprint, withdrawn, hashes).hex(),
        "receipt_seed": world.receipt_private.hex(),
        "withdrawn": withdrawn,
    }


def opening() -> dict[str, Any]:
    """Section 9: the codes of the board `board-every-invalid.json`, the rest of `-tellers`."""
    return {"codes": _codes(), "lot": _lot(), "bundle": _bundle(), "request": _request()}


def _codes() -> list[dict[str, str]]:
    world, file = elections.every_invalid()
    made = []
    for (code, forge), cast in zip(elections.FORGERS, _forged(world), strict=True):
        h = envelopes.fingerprint_of(world.definition, cast)
        made.append({"code": str(code), "h": h.hex(), "how": forge.__name__})
    on_board = {entry["envelope"]: entry["code"] for entry in file["board"]["invalid"]}
    for entry, envelope in zip(made, _forged(world), strict=True):
        assert on_board[b64(envelope)] == entry["code"]
    return made


def _forged(world: elections.World) -> list[bytes]:
    return [cast.outer.envelope for cast in list(world.box.values())[5:-2]]


def _lot() -> dict[str, Any]:
    world, file = elections.tellers()
    withdrawn = file["board"]["withdrawn"]
    values = [world.keys[0].r, world.keys[1].r, None]
    hashed = world.list_hash(withdrawn)
    seed = lot.seed(world.definition.fingerprint, hashed, values)
    return {
        "list_hash": hashed.hex(),
        "r": [(value or b"").hex() for value in values],
        "seed": seed.hex(),
    }


def _bundle() -> dict[str, Any]:
    """What teller 2 hands to teller 1, with a given ephemeral key."""
    world, file = elections.tellers()
    defined = world.definition
    hashed = world.list_hash(file["board"]["withdrawn"])
    listed = [envelope for _, envelope in world.listed()]
    shares = opened.open_shares(world.keys[1], 2, defined, listed)
    ephemeral = Chance("bundle").bytes()
    plain = bundles.plain(shares)
    info = tag("bundle") + defined.fingerprint + u8(2) + u8(1) + hashed
    sealed = hpke.seal(defined.holders[0].seal, info, plain, ephemeral)
    return {
        "bundle": bundles.signed(world.keys[1], 2, defined, 1, hashed, sealed).hex(),
        "ephemeral_private": ephemeral.hex(),
        "from": 2,
        "plain": plain.hex(),
        "to": 1,
    }


def _request() -> dict[str, Any]:
    world, _ = elections.tellers()
    line, body = f"POST /box/{world.definition.id}/holders/2/lot", world.keys[1].r
    header = world.keys[1].authorize(world.definition.fingerprint, 2, line, body)
    return {"body": body.hex(), "header": header, "holder": 2, "line": line}
