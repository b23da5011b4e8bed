"""Vectors of sections 0 to 3: encoding, definition, roll, keys."""

from __future__ import annotations

from typing import Any

from ballots.protocol import ed25519
from ballots.protocol.encoding import b64, canonical, digest, tag
from ballots.protocol.keys import hkdf
from tests.ballots.protocol import elections, hpke, torsion
from tests.ballots.protocol.small_points import SMALL_POINTS
from tests.ballots.protocol.world import Chance

CANONICAL: tuple[Any, ...] = (
    {"b": 1, "a": [2, 3], "B": "x"},
    {"text": '€ ö \U0001f5f3 / \\ " \b\f\n\r\t \u0000\u001f\u007f\u2028'},
    {"": [], "numbers": [0, 1, 2**53 - 1], "object": {}},
)
REFUSED_JSON = (
    b'{"a": 1}',
    b'{"a":1,"a":1}',
    b'{"b":1,"a":2}',
    b'{"a":1.0}',
    b'{"a":1e3}',
    b'{"a":-1}',
    b'{"a":-0}',
    b'{"a":01}',
    b'{"a":9007199254740992}',
    b'{"a":true}',
    b'{"a":null}',
    b'{"a":NaN}',
    '{"ä":1}'.encode(),
    b'{"a":"\\u00e4"}',
    b'{"a":"\\u000A"}',
    b'{"a":"\\/"}',
    b'{"a":"\\ud800"}',
    b'{"a":1}\n',
    b'\xef\xbb\xbf{"a":1}',
    b"",
)
REFUSED_B64 = ("AA==", "AB", "A", "AA A", "AA\n", "+A", "/w", "AAAAA", "Ä")


def encoding() -> dict[str, Any]:
    chance = Chance("encoding")
    private, ephemeral, secret = chance.bytes(), chance.bytes(), chance.bytes()
    public = hpke.encapsulate(bytes([9]) + bytes(31), private)[1]
    info, plaintext = tag("seal") + chance.bytes(), chance.bytes()
    message = b"message"
    return {
        "base64url": {
            "good": [{"bytes": data.hex(), "text": b64(data)} for data in _SOME_BYTES],
            "refused": list(REFUSED_B64),
        },
        "canonical_json": {
            "good": [{"text": canonical(value).decode()} for value in CANONICAL],
            "refused": [b64(data) for data in REFUSED_JSON],
            "why": "refused texts are base64url, as some are no text at all",
        },
        "ed25519": {
            "good": {
                "message": message.hex(),
                "public": ed25519.public_key(secret).hex(),
                "seed": secret.hex(),
                "signature": ed25519.sign(secret, message).hex(),
            },
            "refused_signatures": [
                {"key": key.hex(), "message": message.hex(), "signature": bad.hex(), "why": why}
                for why, key, bad in _refused_signatures(secret, message)
            ],
            "refused_keys": [point.hex() for point in SMALL_POINTS] + list(_NOT_BELOW_P),
        },
        "hkdf": {
            "info": tag("holder-seal").hex(),
            "length": 32,
            "output": hkdf(secret, tag("holder-seal"), 32).hex(),
            "secret": secret.hex(),
        },
        "hpke": {
            "ephemeral_private": ephemeral.hex(),
            "info": info.hex(),
            "plaintext": plaintext.hex(),
            "private": private.hex(),
            "public": public.hex(),
            "sealed": hpke.seal(public, info, plaintext, ephemeral).hex(),
        },
        "tagged_hash": {
            "hash": digest(tag("roll"), b"x").hex(),
            "message": b"x".hex(),
            "tag": tag("roll").hex(),
        },
    }


def _refused_signatures(seed: bytes, message: bytes) -> list[tuple[str, bytes, bytes]]:
    key, good = ed25519.public_key(seed), ed25519.sign(seed, message)
    s = (int.from_bytes(good[32:], "little") + torsion.ORDER).to_bytes(32, "little")
    moved, lenient = torsion.lenient_only(seed, message)
    return [
        ("S is not below the group order", key, good[:32] + s),
        ("R is of small order", key, SMALL_POINTS[3] + good[32:]),
        ("holds only with the cofactor", moved, lenient),
        ("of another message", key, ed25519.sign(seed, message + b"s")),
    ]


def definition() -> dict[str, Any]:
    """Sections 1 to 3, of the board `board-tellers.json`."""
    world, _ = elections.tellers()
    defined = world.definition
    return {
        "canonical": defined.canonical.decode(),
        "definition": defined.to_json(),
        "envelope_length": defined.envelope_length,
        "fingerprint": defined.fingerprint.hex(),
        "holders": [
            {
                "lot": holder.lot.hex(),
                "r": keys.r.hex(),
                "ready": keys.ready(defined.fingerprint).hex(),
                "seal": holder.seal.hex(),
                "seal_private": keys.seal.hex(),
                "secret": keys.secret.hex(),
                "sign": holder.sign.hex(),
                "sign_seed": keys.sign.hex(),
            }
            for keys, holder in zip(world.keys, defined.holders, strict=True)
        ],
        "outer_length": defined.outer_length,
        "roll": {
            "hash": defined.roll_hash.hex(),
            "leaves": [
                {"leaf": leaf.hex(), "member": member, "salt": salt.hex()}
                for leaf, member, salt in zip(world.leaves, world.members, world.salts, strict=True)
            ],
        },
        "words": list(defined.words),
    }


_SOME_BYTES = (b"", b"\0", b"\xff", b"\xfb\xff", b"abc", bytes(range(32)))
_P = 2**255 - 19
# y = p, y = p + 1 and the highest y, with and without the sign.
_NOT_BELOW_P = tuple(
    ((y | sign << 255).to_bytes(32, "little")).hex()
    for y in (_P, _P + 1, 2**255 - 1)
    for sign in (0, 1)
)
