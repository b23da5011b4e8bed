"""The voter's side: taking a paper, casting, keeping the receipt (protocol, sections 4 to 7)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from ballots.protocol import ballot as ballots
from ballots.protocol import blinding, ed25519, papers, receipts
from ballots.protocol import envelope as envelopes
from ballots.protocol import outer as outers
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, b64, fields, tag, unb64
from ballots.protocol.keys import SECRET, hkdf
from ballots.protocol.papers import Kind, Paper


@dataclass(frozen=True, slots=True)
class Blinded:
    """The two blinded messages to post, and what only the voter keeps: prefixes and inverses."""

    envelope: bytes
    ballot: bytes
    state: dict[str, str]


class Voter:
    """One voter in one contest; everything follows from the secret and the two papers."""

    def __init__(self, secret: bytes, definition: Definition) -> None:
        if len(secret) != SECRET:
            raise Malformed(f"A secret is {SECRET} bytes long.")
        self.secret = secret
        self.definition = definition
        self.envelope_paper: Paper | None = None
        self.ballot_paper: Paper | None = None

    @classmethod
    def draw(cls, definition: Definition) -> Self:
        """A voter with a fresh secret."""
        return cls(secrets.token_bytes(SECRET), definition)

    @property
    def envelope_key(self) -> bytes:
        """e, the public key."""
        return self.public_keys[papers.ENVELOPE]

    @property
    def ballot_key(self) -> bytes:
        """b, the public key."""
        return self.public_keys[papers.BALLOT]

    def blind(self) -> Blinded:
        """Draw prefixes and factors, and blind both keys (section 4). Store the state, then ask."""
        state: dict[str, str] = {}
        blinded: dict[Kind, bytes] = {}
        for kind, name in _NAMES.items():
            prepared = blinding.prepare(self._message(kind))
            modulus = papers.issuer_modulus(kind, self.definition)
            blinded[kind], inverse = blinding.blind(modulus, prepared)
            state[f"{name}_prefix"] = b64(prepared[: blinding.PREFIX])
            state[f"{name}_inverse"] = b64(inverse)
        return Blinded(blinded[papers.ENVELOPE], blinded[papers.BALLOT], state)

    def unblind(self, blinded: Blinded, signatures: tuple[bytes, bytes]) -> tuple[Paper, Paper]:
        """Both papers, verified, from the blind signatures on (envelope, ballot)."""
        made = []
        for (kind, name), signature in zip(_NAMES.items(), signatures, strict=True):
            prefix = unb64(blinded.state[f"{name}_prefix"], blinding.PREFIX)
            prepared = blinding.prepare(self._message(kind), prefix)
            modulus = papers.issuer_modulus(kind, self.definition)
            inverse = unb64(blinded.state[f"{name}_inverse"], len(modulus))
            finished = blinding.finalize(modulus, prepared, signature, inverse)
            made.append(Paper(self.public_keys[kind], prefix, finished))
        self.envelope_paper, self.ballot_paper = made
        return self.envelope_paper, self.ballot_paper

    def envelope(self, choices: Sequence[int], counter: int) -> bytes:
        """A sealed envelope with these choices (sections 5 and 6)."""
        if self.ballot_paper is None:
            raise Malformed("There is no ballot paper yet.")
        if not ballots.check_choices(self.definition, choices):
            raise Malformed("These choices may not stand on this ballot.")
        number = ballots.counter_of(self.secret, counter)
        body = ballots.Body(tuple(choices), number, self.definition.fingerprint).to_bytes()
        signature = ballots.sign_body(self.private_keys[papers.BALLOT], body)
        inner = ballots.build_inner(self.definition, self.ballot_paper, signature, body)
        return envelopes.seal(self.definition, inner)

    def wrap(self, envelope: bytes, counter: int) -> bytes:
        """The outer around a sealed envelope (section 7)."""
        if self.envelope_paper is None:
            raise Malformed("There is no envelope paper yet.")
        private = self.private_keys[papers.ENVELOPE]
        built = outers.build(self.definition, private, self.envelope_paper, counter, envelope)
        return built.to_bytes()

    def outer(self, choices: Sequence[int], counter: int) -> bytes:
        """What is posted into the box: these choices, as the `counter`th ballot of this voter."""
        return self.wrap(self.envelope(choices, counter), counter)

    def receipt_is_good(self, receipt: bytes, counter: int, h: bytes) -> bool:
        """Whether the box has given this receipt for this voter's envelope."""
        return receipts.verify(self.definition, self.envelope_key, counter, h, receipt)

    def to_json(self) -> dict[str, Any]:
        """What a browser would store; "" where there is no paper yet."""
        made = {"envelope_paper": self.envelope_paper, "ballot_paper": self.ballot_paper}
        stored = {name: b64(paper.to_bytes()) if paper else "" for name, paper in made.items()}
        return {"secret": b64(self.secret), **stored}

    @classmethod
    def from_json(cls, stored: object, definition: Definition) -> Self:
        """The voter that `to_json` wrote."""
        read = fields(stored, "secret", "envelope_paper", "ballot_paper")
        voter = cls(unb64(read["secret"], SECRET), definition)
        for name in ("envelope_paper", "ballot_paper"):
            if read[name]:
                setattr(voter, name, Paper.from_bytes(unb64(read[name])))
        return voter

    def _message(self, kind: Kind) -> bytes:
        return papers.message(kind, self.definition, self.public_keys[kind])

    @cached_property
    def private_keys(self) -> dict[Kind, bytes]:
        """The Ed25519 seeds of e and b (section 4)."""
        seeds = {papers.ENVELOPE: tag("envelope-seed"), papers.BALLOT: tag("ballot-seed")}
        return {
            kind: hkdf(self.secret, info + self.definition.fingerprint, 32)
            for kind, info in seeds.items()
        }

    @cached_property
    def public_keys(self) -> dict[Kind, bytes]:
        """e and b."""
        return {kind: ed25519.public_key(private) for kind, private in self.private_keys.items()}


_NAMES = {papers.ENVELOPE: "envelope", papers.BALLOT: "ballot"}
