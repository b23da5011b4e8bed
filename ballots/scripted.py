"""A voter in Python who goes through the operations: for the demonstration and for tests."""

from collections.abc import Sequence
from datetime import datetime

from ballots import definitions
from ballots.models import Contest
from ballots.operations.casting import cast_envelope
from ballots.operations.papers import take_paper
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
