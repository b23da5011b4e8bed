"""Casting: the one operation that knows a voter and a ballot at once, and keeps no word of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ballots import papers, permissions, secrets
from ballots.locks import share_box
from ballots.models import Ballot, Contest, RollEntry
from core.decision import Refused


@transaction.atomic
def cast_ballot(contest: Contest, voter: str, *, choices: Sequence[int], at: datetime) -> None:
    """Put a ballot into the box, in place of this voter's earlier one. No event, no time, no log."""
    share_box(contest)
    contest = Contest.objects.get(pk=contest.pk)
    # The voter's row in the roll is the lock between two ballots of one voter.
    entry = RollEntry.objects.select_for_update().filter(contest=contest, voter=voter).first()
    permissions.cast_ballot(contest, entry, at).enforce()
    assert entry is not None  # the permission asks
    papers.check(contest, contest.options.all(), choices)
    try:
        secret = secrets.read(contest.public_id)
    except secrets.SecretLost:
        raise Refused(
            _("This server has lost what it needs to take ballots. Tell the returning officer.")
        ) from None
    mark = secret.mark(voter)
    sealed = secret.seal(mark, choices, contest.most_ranks)
    if not Ballot.objects.filter(contest=contest, mark=mark).update(sealed=sealed):
        Ballot.objects.create(contest=contest, mark=mark, sealed=sealed)
    if not entry.has_voted:
        entry.has_voted = True
        entry.save(update_fields=["has_voted"])
