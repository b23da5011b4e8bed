"""Who may vote, and take a paper for it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots import permissions as ballots
from ballots.models import ContestStatus, RollEntry
from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import Election, ElectionStatus


def cast_vote(
    member: Membership, election: Election, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member on the roll, while voting is open: the booth opens for them."""
    if not member.is_active or member.committee_id != election.committee_id:
        return denied(_("Only members of the committee can vote."))
    if election.status == ElectionStatus.VOID:
        return denied(_("This election was declared void. No vote is counted."))
    if entry is None:
        return denied(
            _(
                "You are not on the roll of this election: it was frozen when the election was "
                "announced, with those who had been members long enough."
            )
        )
    if entry.on_paper:
        return denied(
            _(
                "You are marked as voting on paper, and nobody votes by both. Until voting closes "
                "the mark can be taken back on the election’s page."
            )
        )
    if election.contest.status == ContestStatus.OPEN and at < election.contest.closes_at:
        return ALLOWED  # a paper taken in time is good until the close
    return ballots.take_paper(election.contest, entry, at)


def take_paper(
    member: Membership, election: Election, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member for whom the booth is open, while papers are issued."""
    opened = cast_vote(member, election, entry, at)
    return ballots.take_paper(election.contest, entry, at) if opened else opened
