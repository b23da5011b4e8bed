"""What the evidence of a complaint proves, as a machine finds it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ballots import definitions, queries
from ballots.models import Complaint, Contest, ContestStatus
from ballots.protocol import complaints
from ballots.protocol import envelope as envelopes
from ballots.protocol.encoding import unb64
from ballots.protocol.opening import Code


class Proof(models.TextChoices):
    """One sentence each, of what is proved and what is not."""

    NO_RECEIPT = (
        "no_receipt",
        _(
            "The ballot is a member’s, but no receipt shows that it was cast, and it is not on "
            "the closing list: it proves nothing against the box."
        ),
    )
    NOT_LISTED = (
        "not_listed",
        _(
            "The box has signed a receipt for this envelope, and the closing list lacks it. Unless "
            "the same member cast a later ballot, the box has lost or hidden it."
        ),
    )
    NOT_YET = (
        "not_yet",
        _("The envelope is on the closing list. What became of it shows when it is counted."),
    )
    UNPUBLISHED = (
        "unpublished",
        _("The envelope is on the closing list. So few voted that no ballots are published."),
    )
    UNOPENABLE = (
        "unopenable",
        _(
            "The envelope arrived, and the key holders called it unopenable. Its member shows a "
            "good ballot; whether it lay in this envelope only the key holders could say."
        ),
    )
    INVALID = (
        "invalid",
        _(
            "The envelope arrived and was opened. The board holds it with its key, so that "
            "everybody can see why it is invalid."
        ),
    )
    MISSING = (
        "missing",
        _("The envelope is on the closing list, and its ballot is not on the board."),
    )
    COUNTED = ("counted", _("The board has this ballot exactly as it was cast."))
    LATER = (
        "later",
        _(
            "The board has a later ballot that is signed with the same ballot paper: that one counts."
        ),
    )
    OLDER = (
        "older",
        _(
            "The board has an older ballot of this ballot paper, though a later one is on the "
            "closing list: the one that counts is missing."
        ),
    )


def proof_of(complaint: Complaint) -> Proof:
    """What this complaint proves now."""
    contest = complaint.contest
    definition = definitions.of(contest.public_id)
    found = complaints.read(definition, complaint.evidence)
    listed = queries.closing_list(contest)
    if listed is None or found.h not in queries.hashes_of(listed):
        return Proof.NOT_LISTED if found.is_receipted else Proof.NO_RECEIPT
    if contest.status != ContestStatus.COUNTED:
        return Proof.NOT_YET
    return _on_board(contest, found)


def _on_board(contest: Contest, found: complaints.Complaint) -> Proof:
    board, definition = queries.board_of(contest), definitions.of(contest.public_id)
    if board is None:
        return Proof.UNPUBLISHED
    ballot = found.ballot
    published = contest.published.filter(key=ballot.paper.key).first()
    if published is None:
        for one in board.invalid:
            if envelopes.fingerprint_of(definition, unb64(one["envelope"])) == found.h:
                return Proof.UNOPENABLE if one["code"] == Code.UNOPENABLE else Proof.INVALID
        return Proof.MISSING
    if (tuple(published.choices), published.counter) == (ballot.choices, ballot.counter):
        return Proof.COUNTED
    return Proof.LATER if published.counter > ballot.counter else Proof.OLDER
