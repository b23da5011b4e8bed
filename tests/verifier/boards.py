"""Makes board files from docs/ballot-protocol.md, with nothing of the product's but its count.

Both sides in one hand: voters, box and holders. What a cheat would hold is at hand too, so that a
test can alter a board and sign it again.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from functools import cache, reduce
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ballots.counting import Contest, Terms, count, group
from tests.verifier.contests import stated

Json = dict[str, Any]
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
NO_TERMS = {
    "at_least": 0,
    "denominator": 2,
    "numerator": 1,
    "turnout_least": 0,
    "turnout_percent": 0,
}
OPENS = 1_780_000_000


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def mark(name: str) -> bytes:
    return f"rf1/{name}\0".encode("ascii")


def digest(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def derive(secret: bytes, info: bytes, length: int = 32) -> bytes:
    return HKDF(hashes.SHA256(), length, None, info).derive(secret) if length else b""


@cache
def issuer_keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey]:
    """One pair for all tests: two of 3072 bits take a second to make."""
    first, second = (rsa.generate_private_key(65537, 3072) for _ in "be")
    return first, second


def modulus(key: rsa.RSAPrivateKey) -> str:
    return b64(key.public_key().public_numbers().n.to_bytes(384, "big"))


class Holder:
    """A teller, or the host."""

    def __init__(self, number: int, name: str) -> None:
        secret = os.urandom(32)
        seal = derive(secret, mark("holder-seal"))
        self.name = name
        self.seal = X25519PrivateKey.from_private_bytes(seal).public_key()
        self.signer = Ed25519PrivateKey.from_private_bytes(derive(secret, mark("holder-sign")))
        self.lot = derive(secret, mark("holder-lot"))
        self.commitment = digest(mark("lot-value"), bytes([number]), self.lot)

    def stated(self) -> Json:
        return {
            "lot": b64(self.commitment),
            "name": self.name,
            "seal": b64(self.seal.public_bytes_raw()),
            "sign": b64(self.signer.public_key().public_bytes_raw()),
        }


@dataclass
class Voter:
    """A ballot key with its paper."""

    signer: Ed25519PrivateKey
    prefix: bytes
    credential: bytes

    @property
    def key(self) -> bytes:
        return self.signer.public_key().public_bytes_raw()


@dataclass
class Envelope:
    sealed: bytes
    secret: bytes
    mark: bytes


@dataclass
class Election:
    """An election from its definition to its board."""

    kind: str = "ranked"
    rule: str = "scottish-stv"
    candidates: tuple[str, ...] = ("Ana", "Béla", "Chloë", "Dao")
    ron: int = 0
    seats: int = 2
    most_ranks: int | None = None
    terms: Json = field(default_factory=lambda: dict(NO_TERMS))
    many_holders: int = 3
    needed: int = 2
    issued: int = 8
    abstaining: int = 2
    on_paper: int = 0
    withdrawn: tuple[int, ...] = ()
    missing_lots: tuple[int, ...] = ()
    changes: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.holders = [Holder(i, f"Teller {i}") for i in range(1, self.many_holders + 1)]
        self.receipts = Ed25519PrivateKey.generate()
        self.leaves = sorted(
            digest(mark("roll"), os.urandom(32), b"member%d" % number)
            for number in range(self.issued + self.on_paper + self.abstaining)
        )
        ranks = {"yes-no": 1, "approval": len(self.candidates)}
        most = self.most_ranks or ranks.get(self.kind, min(10, len(self.candidates)))
        ballot, envelope = issuer_keys()
        longest = sorted(range(1, len(self.candidates) + 1))[-most:]
        length = 514 + len(self.body(longest, 2**53 - 1, bytes(32)))
        self.padding = next(size for size in (1024, 2048, 4096) if size >= length)
        self.definition: Json = {
            "protocol": "rf1",
            "id": "k3y9x2m4p7q1",
            "kind": self.kind,
            "question": "Who speaks for us? — «Wer?»",
            "candidates": list(self.candidates),
            "ron": self.ron,
            "seats": self.seats,
            "rule": self.rule,
            "rule_version": 1,
            "terms": self.terms,
            "most_ranks": most,
            "opens_at": OPENS,
            "papers_until": OPENS + 1000,
            "closes_at": OPENS + 1000,
            "complaints_until": OPENS + 2000,
            "padding": self.padding,
            "roll": {
                "hash": b64(digest(mark("roll-list"), *self.leaves)),
                "size": len(self.leaves),
            },
            "needed": self.needed,
            "holders": [holder.stated() for holder in self.holders],
            "issuer": {"ballot": modulus(ballot), "envelope": modulus(envelope)},
            "receipt_key": b64(self.receipts.public_key().public_bytes_raw()),
        } | self.changes
        self.fingerprint = digest(canonical(self.definition))
        self.ballots: list[tuple[bytes, Json]] = []
        self.invalid: list[tuple[bytes, Json]] = []
        self.listed: list[bytes] = []
        self.papers: list[list[int]] = []
        self.blank_papers = self.spoilt_papers = 0
        self.salt = os.urandom(32)

    def voter(self, kind: str = "ballot-key") -> Voter:
        signer, prefix = Ed25519PrivateKey.generate(), os.urandom(32)
        message = prefix + mark(kind) + self.fingerprint + signer.public_key().public_bytes_raw()
        pss = PSS(mgf=MGF1(hashes.SHA384()), salt_length=48)
        return Voter(signer, prefix, issuer_keys()[0].sign(message, pss, hashes.SHA384()))

    def body(self, choices: list[int], counter: int, fingerprint: bytes) -> bytes:
        stated = {"choices": choices, "counter": counter, "fingerprint": b64(fingerprint)}
        return canonical(stated)

    def inner(self, voter: Voter, body: bytes, signer: Ed25519PrivateKey | None = None) -> bytes:
        """What lies in an envelope; another signer makes a ballot that its voter did not sign."""
        signature = (signer or voter.signer).sign(mark("ballot") + body)
        said = voter.key + voter.prefix + voter.credential + signature
        said += len(body).to_bytes(2, "big") + body
        return said.ljust(self.padding, b"\0")

    def envelope(self, inner: bytes, commitments: bytes | None = None) -> Envelope:
        secret = os.urandom(32)
        spread = derive(secret, mark("shamir"), 32 * (self.needed - 1))
        powers = [secret, *(spread[at : at + 32] for at in range(0, len(spread), 32))]
        shares = [_share(powers, number) for number in range(1, self.many_holders + 1)]
        commitments = commitments or b"".join(
            [
                digest(mark("key"), secret),
                *(digest(mark("share"), bytes([i]), share) for i, share in enumerate(shares, 1)),
            ]
        )
        aad = mark("inner") + self.fingerprint + commitments
        sealed = AESGCM(secret).encrypt(bytes(12), inner, aad) + commitments
        bound = digest(sealed)
        for number, (holder, share) in enumerate(zip(self.holders, shares, strict=True), 1):
            info = mark("seal") + self.fingerprint + bytes([number]) + bound
            sealed += SUITE.encrypt(share, holder.seal, info)
        return Envelope(sealed, secret, digest(mark("envelope"), self.fingerprint, sealed))

    def cast(self, *choices: int, counter: int = 7, voter: Voter | None = None) -> Voter:
        """A good ballot in its envelope."""
        voter = voter or self.voter()
        body = self.body(list(choices), counter, self.fingerprint)
        signature = voter.signer.sign(mark("ballot") + body)
        ballot = {
            "choices": list(choices),
            "counter": counter,
            "credential": b64(voter.credential),
            "key": b64(voter.key),
            "prefix": b64(voter.prefix),
            "signature": b64(signature),
        }
        self.ballots.append((digest(voter.key), ballot))
        self.listed.append(self.envelope(self.inner(voter, body)).mark)
        return voter

    def spoil(self, code: str, envelope: Envelope) -> None:
        key = "" if code == "unopenable" else b64(envelope.secret)
        stated = {"code": code, "envelope": b64(envelope.sealed), "key": key}
        self.invalid.append((envelope.mark, stated))
        self.listed.append(envelope.mark)

    def spoil_each(self) -> None:
        """One invalid envelope of every code; needs nine papers."""
        voter = self.voter()
        body = self.body([1], 5, self.fingerprint)
        good = self.inner(voter, body)
        wrong = os.urandom(32 * (self.many_holders + 1))
        self.spoil("unopenable", self.envelope(good))
        self.spoil("commitment", self.envelope(good, wrong))
        garbled = self.envelope(good)
        sealed = bytes([garbled.sealed[0] ^ 1]) + garbled.sealed[1:]
        h = digest(mark("envelope"), self.fingerprint, sealed)
        self.spoil("decryption", Envelope(sealed, garbled.secret, h))
        self.spoil("format", self.envelope(self.inner(voter, body.replace(b":", b": ", 1))))
        self.spoil("credential", self.envelope(self.inner(self.voter("envelope-key"), body)))
        stranger = Ed25519PrivateKey.generate()
        self.spoil("signature", self.envelope(self.inner(voter, body, stranger)))
        elsewhere = self.body([1], 5, bytes(32))
        self.spoil("fingerprint", self.envelope(self.inner(voter, elsewhere)))
        self.spoil(
            "choices", self.envelope(self.inner(voter, self.body([1, 1], 5, self.fingerprint)))
        )
        again = self.cast(1, counter=9)
        earlier = self.inner(again, self.body([2], 8, self.fingerprint))
        self.spoil("duplicate", self.envelope(earlier))

    def list_bytes(self, listed: list[bytes], withdrawn: list[int]) -> bytes:
        numbers = b"".join(number.to_bytes(2, "big") for number in (len(withdrawn), *withdrawn))
        return mark("list") + self.fingerprint + numbers + b"".join(listed)

    def beside(self, number: int) -> int:
        """What stands beside a leaf: papers were issued, members on paper, the rest."""
        return 1 if number < self.issued else 2 if number < self.issued + self.on_paper else 0

    def annex(self) -> Json:
        return {
            "ballots": sorted(self.papers),
            "blank": self.blank_papers,
            "salt": b64(self.salt),
            "spoilt": self.spoilt_papers,
        }

    @property
    def many_papers(self) -> int:
        return len(self.papers) + self.blank_papers + self.spoilt_papers

    @property
    def is_sealed(self) -> bool:
        return self.many_papers in {1, 2, 3, 4}

    def paper(self) -> Json:
        stated = self.annex()
        if not self.is_sealed:
            del stated["salt"]
            return stated | {"marked": self.on_paper}
        hashed = digest(mark("paper"), self.fingerprint, canonical(stated))
        return {"hash": b64(hashed), "marked": self.on_paper, "papers": self.many_papers}

    def board(self) -> Json:
        return self._board() | ({"paper": self.paper()} if self.on_paper else {})

    def _board(self) -> Json:
        listed = sorted(self.listed)
        withdrawn = sorted(self.withdrawn)
        final = mark("final-list") + self.fingerprint
        final += digest(self.list_bytes(listed, withdrawn))
        ready = mark("ready") + self.fingerprint
        return {
            "ballots": [ballot for _, ballot in sorted(self.ballots, key=lambda each: each[0])],
            "closing_list": [b64(h) for h in listed],
            "definition": self.definition,
            "invalid": [stated for _, stated in sorted(self.invalid, key=lambda each: each[0])],
            "leaves": [[b64(leaf), self.beside(number)] for number, leaf in enumerate(self.leaves)],
            "list_signature": b64(self.receipts.sign(final)),
            "lots": [
                "" if number in self.missing_lots else b64(holder.lot)
                for number, holder in enumerate(self.holders, 1)
            ],
            "ready": [b64(holder.signer.sign(ready)) for holder in self.holders],
            "withdrawn": withdrawn,
        }

    def seed(self) -> bytes:
        hashed = digest(self.list_bytes(sorted(self.listed), sorted(self.withdrawn)))
        drawn = [
            bytes(32) if number in self.missing_lots else holder.lot
            for number, holder in enumerate(self.holders, 1)
        ]
        return digest(mark("lot"), self.fingerprint, hashed, *drawn)

    def result(self) -> Json:
        """The count of the product, in the words of the board file."""
        terms = dict(self.terms)
        terms["at_least"] = bool(terms["at_least"])
        counted = count(
            Contest(
                candidates=self.candidates,
                seats=self.seats,
                papers=group(
                    [ballot["choices"] for _, ballot in self.ballots]
                    + self.papers
                    + [[]] * self.blank_papers
                ),
                rule=self.rule,
                withdrawn=frozenset(self.withdrawn),
                ron=self.ron or None,
                seed=self.seed(),
                terms=Terms(roll=len(self.leaves), **terms),
            )
        )
        said = stated(counted)
        return {name: said[name] for name in ("elected", "reopened")} if self.is_sealed else said

    def sign(self, board: Json, signers: tuple[int, ...] | None = None) -> list[Json]:
        message = mark("board") + self.fingerprint + digest(canonical(board))
        return [
            {"holder": i, "signature": b64(self.holders[i - 1].signer.sign(message))}
            for i in signers or range(1, self.needed + 1)
        ]

    def file(self, board: Json | None = None) -> Json:
        """The board file; of an altered board, signed again as cheating holders would."""
        board = board or self.board()
        return {
            "board": board,
            "papers_unused": self.issued - len(board["closing_list"]),
            "result": self.result(),
            "signatures": self.sign(board),
        }


def _share(powers: list[bytes], holder: int) -> bytes:
    return bytes(
        reduce(lambda total, byte: _times(total, holder) ^ byte, reversed(column), 0)
        for column in zip(*powers, strict=True)
    )


def _times(left: int, right: int) -> int:
    """In GF(2^8), bit by bit from the top: the other way round than the verifier."""
    product = 0
    for bit in range(7, -1, -1):
        product = (product << 1) ^ (0x11B if product & 0x80 else 0)
        if right >> bit & 1:
            product ^= left
    return product
