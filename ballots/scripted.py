"""A voter in Python who goes through the operations: for the demonstration and for tests."""

from collections.abc import Sequence
from datetime import datetime

from ballots import definitions
from ballots.models import Contest
from ballots.operations.casting import cast_envelope
from ballots.operations.papers import take_paper
from ballots.protocol import ballot as ballots
from ballots.protocol import complaints, papers
from ballots.protocol import outer as outers
from ballots.protocol.encoding import b64, canonical
from ballots.protocol.voter import Voter


class ScriptedVoter:
    """What a booth does, without a browser: one paper, and as many ballots as are cast."""

    def __init__(self, contest: Contest, voter: str) -> None:
        self.contest, self.name = contest, voter
        self.definition = definitions.of(contest.public_id)
        self.keys = Voter.draw(self.definition)
        self.cast: list[bytes] = []
        self.receipts: list[bytes] = []

    def take_paper(self, *, at: datetime) -> None:
        """Take the one paper of this voter."""
        blinded = self.keys.blind()
        signed = take_paper(
            self.contest, self.name, envelope=blinded.envelope, ballot=blinded.ballot, at=at
        )
        signatures = (signed.envelope_signature, signed.ballot_signature)
        self.keys.unblind(blinded, signatures)

    def vote(self, choices: Sequence[int], *, at: datetime) -> bytes:
        """Cast a ballot, in place of the earlier one; gives the receipt."""
        if self.keys.ballot_paper is None:
            self.take_paper(at=at)
        outer = self.keys.outer(choices, len(self.cast) + 1)
        receipt = cast_envelope(self.definition, outer, at=at)
        self.cast.append(outer)
        self.receipts.append(receipt)
        return receipt

    def complaint(self, choices: Sequence[int], *, receipt: bytes | None = None) -> bytes:
        """The complaint about the ballot cast last, which chose so (section 7)."""
        outer = outers.parse(self.cast[-1], self.definition)
        paper, number = self.keys.ballot_paper, len(self.cast)
        assert paper is not None  # whoever has cast has one
        counter = ballots.counter_of(self.keys.secret, number)
        body = ballots.Body(tuple(choices), counter, self.definition.fingerprint).to_bytes()
        signature = ballots.sign_body(self.keys.private_keys[papers.BALLOT], body)
        return canonical(
            {
                "ballot": {
                    "choices": list(choices),
                    "counter": counter,
                    "credential": b64(paper.signature),
                    "key": b64(paper.key),
                    "prefix": b64(paper.prefix),
                    "signature": b64(signature),
                },
                "complaint": complaints.WORD,
                "contest": self.definition.id,
                "envelope": b64(outer.h),
                "fingerprint": b64(self.definition.fingerprint),
                "number": number,
                "outer": b64(self.cast[-1]),
                "receipt": b64(self.receipts[-1] if receipt is None else receipt),
            }
        )
