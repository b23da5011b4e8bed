"""Issuing ballot papers: signed unseen. No event, no time, no session (section 4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ballots import box, keyring, permissions
from ballots.box import Signed
from ballots.models import Contest, RollEntry
from ballots.operations.rolls import nobody, one_way_at_a_time
from core.decision import Refused


class OtherPaper(RuntimeError):
    """This voter has a paper already, for other values."""


def take_paper(
    contest: Contest, voter: str, *, envelope: bytes, ballot: bytes, at: datetime
) -> Signed:
    """Sign a voter's two blinded values, once; the same values again get the same answer.

    Raises `OtherPaper`, and `protocol.encoding.Malformed` where a value is not one of this key.
    """
    try:
        with transaction.atomic():
            one_way_at_a_time(contest, voter)
            contest = Contest.objects.get(pk=contest.pk)
            entry = RollEntry.objects.filter(contest=contest, voter=voter).first()
            permissions.take_paper(contest, entry, at).enforce()
            assert entry is not None  # nobody else may take a paper
            signed = _issued(contest.public_id, voter, envelope, ballot)
            if not RollEntry.objects.filter(contest=contest, voter=voter).exists():
                box.rename_paper(contest.public_id, voter, nobody(entry))  # erased meanwhile
        return signed
    except box.Gone:
        raise Refused(_("Voting has closed.")) from None
    except keyring.KeyLost:
        raise Refused(
            _("This server has lost the keys of this vote. Tell the returning officer.")
        ) from None


def _issued(contest: str, voter: str, envelope: bytes, ballot: bytes) -> Signed:
    signed = box.paper_of(contest, voter)
    if signed is None:
        keys = keyring.issuer(contest)
        signed = Signed(
            envelope=envelope,
            ballot=ballot,
            envelope_signature=keys.envelope.sign_blinded(envelope),
            ballot_signature=keys.ballot.sign_blinded(ballot),
        )
        # Of two requests at once the first to be kept is the paper.
        if not box.keep_paper(contest, voter, signed):
            signed = box.paper_of(contest, voter)
    if signed is None or (signed.envelope, signed.ballot) != (envelope, ballot):
        raise OtherPaper
    return signed
