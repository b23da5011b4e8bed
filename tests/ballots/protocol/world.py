"""A whole small vote whose every random value is drawn from a name, so that it comes out alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gmpy2 import gcd, next_prime

from ballots import counting
from ballots.protocol import ballot as ballots
from ballots.protocol import (
    blinding,
    board,
    bundles,
    ed25519,
    lists,
    opening,
    outer,
    papers,
    receipts,
    roll,
    shamir,
)
from ballots.protocol import envelope as envelopes
from ballots.protocol.definition import Definition, padding_for
from ballots.protocol.holders import HolderKeys
from ballots.protocol.issuer import EXPONENT, IssuerKey
from ballots.protocol.paper import Papers, papers_of
from ballots.protocol.papers import Kind, Paper
from ballots.protocol.voter import Voter
from tests.ballots.protocol import hpke

OPENS_AT = 1_790_000_000
DAY = 86_400


class Chance:
    """Bytes that look random and follow from a name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.drawn = 0

    def bytes(self, length: int = 32) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(f"{self.name} {self.drawn}".encode()).digest(length)


@lru_cache
def issuer_key(name: str) -> IssuerKey:
    """The RSA key of a name; as good as any, had the name been secret."""
    chance = Chance(f"issuer {name}")
    return IssuerKey(_prime(chance), _prime(chance))


def _prime(chance: Chance) -> int:
    while True:
        start = int.from_bytes(chance.bytes(192), "big") | 3 << 1534
        prime = next_prime(start)
        if gcd(prime - 1, EXPONENT) == 1:
            return int(prime)


@dataclass
class Taken:
    """How one paper was taken: what `docs/vectors` shows of section 4."""

    kind: Kind
    prefix: bytes
    salt: bytes
    factor: int
    blinded: bytes
    inverse: bytes
    blind_signature: bytes
    paper: Paper


@dataclass
class Sealed:
    """How one envelope was made: what `docs/vectors` shows of sections 5 and 6."""

    inner: bytes
    key: bytes
    shares: tuple[bytes, ...]
    commitments: bytes
    ephemerals: tuple[bytes, ...]
    envelope: bytes


@dataclass
class Cast:
    """What lies in the box, and what its voter meant by it."""

    voter: Voter
    counter: int
    choices: tuple[int, ...]
    outer: outer.Outer
    receipt: bytes


@dataclass
class World:
    """A vote from the definition to the board file."""

    name: str
    holders: int = 1
    needed: int = 1
    on_roll: int = 6
    contest: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Chance(self.name)
        self.keys = [HolderKeys(self.chance.bytes()) for _ in range(self.holders)]
        self.receipt_private = self.chance.bytes()
        self.members = [f"member-{number}" for number in range(1, self.on_roll + 1)]
        self.salts = [self.chance.bytes() for _ in self.members]
        self.issuers = {
            papers.ENVELOPE: issuer_key(f"{self.name} envelope"),
            papers.BALLOT: issuer_key(f"{self.name} ballot"),
        }
        self.definition = self.define(**self.contest)
        self.secrets = [self.chance.bytes() for _ in self.members]
        self.box: dict[bytes, Cast] = {}
        self.issued: set[int] = set()
        self.marked: set[int] = set()
        self.papers = Papers(())
        self.salt = hashlib.sha256(f"{self.name} annex".encode()).digest()

    @property
    def leaves(self) -> list[bytes]:
        pairs = zip(self.salts, self.members, strict=True)
        return [roll.leaf(salt, member) for salt, member in pairs]

    def define(self, **changes: Any) -> Definition:
        """The definition; ranked, with three candidates, but for `changes`."""
        names = ("Host",) if self.holders == 1 else ("Ada", "Ben", "Cai", "Dee", "Eve")
        fields: dict[str, Any] = {
            "id": "v3ct0rv3ct0r",
            "kind": "ranked",
            "question": "Who speaks for us?",
            "candidates": ("Ana", "Berit", "Çelik"),
            "ron": 0,
            "seats": 1,
            "rule": "scottish-stv",
            "opens_at": OPENS_AT,
            "papers_until": OPENS_AT + 7 * DAY,
            "closes_at": OPENS_AT + 7 * DAY,
            "complaints_until": OPENS_AT + 8 * DAY,
            "roll_hash": roll.roll_hash(self.leaves),
            "roll_size": self.on_roll,
            "needed": self.needed,
            "holders": tuple(
                keys.describe(number, name)
                for number, (keys, name) in enumerate(zip(self.keys, names, strict=False), 1)
            ),
            "ballot_issuer": self.issuers[papers.BALLOT].modulus,
            "envelope_issuer": self.issuers[papers.ENVELOPE].modulus,
            "receipt_key": ed25519.public_key(self.receipt_private),
        }
        fields |= changes
        count = len(fields["candidates"])
        fields.setdefault("most_ranks", min(10, count))
        fields.setdefault("padding", padding_for(count, fields["most_ranks"]))
        return Definition(**fields)

    def take(self, kind: Kind, key: bytes, issuer: IssuerKey | None = None) -> Taken:
        """A paper on this key, by its own issuer or, for a forgery, another."""
        issuer = issuer or self.issuers[kind]
        prefix, salt = self.chance.bytes(), self.chance.bytes(48)
        factor = int.from_bytes(self.chance.bytes(380), "big") | 1
        prepared = blinding.prepare(papers.message(kind, self.definition, key), prefix)
        blinded, inverse = blinding.blind(issuer.modulus, prepared, salt=salt, factor=factor)
        signed = issuer.sign_blinded(blinded)
        finished = blinding.finalize(issuer.modulus, prepared, signed, inverse)
        paper = Paper(key, prefix, finished)
        return Taken(kind, prefix, salt, factor, blinded, inverse, signed, paper)

    def voter(self, number: int) -> Voter:
        """Member `number` (from 1) with both papers."""
        voter = Voter(self.secrets[number - 1], self.definition)
        voter.envelope_paper = self.take(papers.ENVELOPE, voter.envelope_key).paper
        voter.ballot_paper = self.take(papers.BALLOT, voter.ballot_key).paper
        self.issued.add(number)
        return voter

    def body(self, voter: Voter, choices: Sequence[int], counter: int = 1) -> bytes:
        number = ballots.counter_of(voter.secret, counter)
        return ballots.Body(tuple(choices), number, self.definition.fingerprint).to_bytes()

    def inner(self, voter: Voter, body: bytes, signed: bytes | None = None) -> bytes:
        """The inside of an envelope, with b's signature over this body or another."""
        assert voter.ballot_paper is not None
        signature = ballots.sign_body(private(voter, papers.BALLOT), signed or body)
        return ballots.build_inner(self.definition, voter.ballot_paper, signature, body)

    def seal(
        self,
        inner: bytes,
        *,
        key: bytes | None = None,
        shares: Callable[[tuple[bytes, ...]], Sequence[bytes]] = tuple,
        handed: Callable[[tuple[bytes, ...]], Sequence[bytes]] = tuple,
        named: bytes | None = None,
        locked: Callable[[bytes], bytes] = bytes,
    ) -> Sealed:
        """An envelope, honest but where told: other shares committed to, other shares handed
        over, another key named in the commitments, C altered."""
        key = key or self.chance.bytes()
        split = tuple(shares(shamir.split(key, self.needed, self.holders)))
        commitments = envelopes.commit(named or key, split)
        c = locked(envelopes.lock(self.definition, key, commitments, inner))
        ephemerals = tuple(self.chance.bytes() for _ in self.keys)
        sealed = b""
        for number, share in enumerate(handed(split), 1):
            info = envelopes.share_info(self.definition, number, c, commitments)
            public = self.definition.holders[number - 1].seal
            sealed += hpke.seal(public, info, share, ephemerals[number - 1])
        return Sealed(inner, key, split, commitments, ephemerals, c + commitments + sealed)

    def cast(self, voter: Voter, choices: Sequence[int], counter: int = 1) -> Cast:
        """Put an honest ballot into the box."""
        sealed = self.seal(self.inner(voter, self.body(voter, choices, counter)))
        return self.put(voter, sealed.envelope, counter, choices)

    def put(
        self, voter: Voter, envelope: bytes, counter: int = 1, choices: Sequence[int] = ()
    ) -> Cast:
        """Put any envelope into the box, as the server does."""
        sent = outer.parse(voter.wrap(envelope, counter), self.definition)
        outer.verify(sent, self.definition)
        key = sent.paper.key
        receipt = receipts.sign(self.receipt_private, self.definition, key, counter, sent.h)
        self.box[key] = Cast(voter, counter, tuple(choices), sent, receipt)
        return self.box[key]

    def on_paper(
        self, *marked: int, ballots: Sequence[Sequence[int]] = (), blank: int = 0, spoilt: int = 0
    ) -> None:
        """These members vote on paper, and this lay in their papers."""
        self.marked |= set(marked)
        self.papers = papers_of(ballots, blank=blank, spoilt=spoilt)

    def _beside(self, number: int) -> int:
        return 2 if number in self.marked else int(number in self.issued)

    def listed(self) -> list[tuple[bytes, bytes]]:
        """(h, envelope), in the order of the closing list."""
        return sorted((cast.outer.h, cast.outer.envelope) for cast in self.box.values())

    def list_hash(self, withdrawn: Sequence[int] = ()) -> bytes:
        hashes = [h for h, _ in self.listed()]
        return lists.list_hash(self.definition.fingerprint, withdrawn, hashes)

    def shares(
        self, present: Sequence[int], withdrawn: Sequence[int] = ()
    ) -> dict[int, list[bytes | None]]:
        """What the first holder present has in hand once all of these have sent their bundles."""
        listed = [envelope for _, envelope in self.listed()]
        hashed, reader = self.list_hash(withdrawn), present[0]
        given: dict[int, list[bytes | None]] = {}
        for number in present:
            own = opening.open_shares(self.keys[number - 1], number, self.definition, listed)
            if number != reader:
                sealed = bundles.seal_bundle(
                    self.keys[number - 1], number, self.definition, reader, hashed, own
                )
                own = bundles.open_bundle(
                    self.keys[reader - 1], reader, self.definition, number, hashed, sealed
                )
            given[number] = own
        return given

    def board(self, present: Sequence[int] = (1,), withdrawn: Sequence[int] = ()) -> dict[str, Any]:
        """The board, with the lots of those holders who are present."""
        listed = self.listed()
        shares = self.shares(present, withdrawn)
        opened = opening.open_envelopes(
            self.definition, [envelope for _, envelope in listed], shares
        )
        fingerprint = self.definition.fingerprint
        return board.build(
            self.definition,
            closing_list=[h for h, _ in listed],
            list_signature=lists.sign_final(
                self.receipt_private, fingerprint, self.list_hash(withdrawn)
            ),
            leaves=[(leaf, self._beside(number)) for number, leaf in enumerate(self.leaves, 1)],
            paper=self.papers.field(self.definition, len(self.marked), self.salt)
            if self.marked
            else None,
            opened=opened,
            lots=[
                keys.r if number in present else None for number, keys in enumerate(self.keys, 1)
            ],
            ready=[keys.ready(fingerprint) for keys in self.keys],
            withdrawn=withdrawn,
        )

    def board_file(
        self, present: Sequence[int] = (1,), withdrawn: Sequence[int] = ()
    ) -> dict[str, Any]:
        """The board file, signed by those holders who are present."""
        made = self.board(present, withdrawn)
        hashed = board.board_hash(made)
        fingerprint = self.definition.fingerprint
        signatures = {
            number: self.keys[number - 1].sign_board(fingerprint, hashed) for number in present
        }
        is_sealed = board.is_sealed(made)
        counted = counting.count(board.contest_of(made, self.papers if is_sealed else None))
        return board.file_of(made, signatures, board.result_of(counted, is_sealed=is_sealed))


def private(voter: Voter, kind: Kind) -> bytes:
    """The voter's Ed25519 seed of this kind."""
    return voter.private_keys[kind]
