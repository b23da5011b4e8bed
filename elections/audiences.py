"""Who an election's messages go to; computed in the worker, shown nowhere."""

from collections.abc import Iterable
from typing import Any

from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Membership
from elections.models import Candidacy, Election, Teller
from notices.audiences import Recipient, audience

LEAST_ROLL_TO_TELL_APART = 20


@audience("elections.roll")
def roll(about: dict[str, Any]) -> Iterable[Recipient]:
    """Everybody on the roll who is still a member."""
    return _members(_election(about), RollEntry.objects.all())


@audience("elections.without_paper")
def without_paper(about: dict[str, Any]) -> Iterable[Recipient]:
    """Who has not taken a ballot paper; who has voted nobody knows.

    A roll of under 20 whole, since the absence of a mail would tell.
    """
    election = _election(about)
    entries = RollEntry.objects.all()
    if election.contest.roll_size >= LEAST_ROLL_TO_TELL_APART:
        voters = list(entries.filter(contest=election.contest).values_list("voter", flat=True))
        taken = ballots.with_papers([election.contest], voters)
        entries = entries.exclude(voter__in=[voter for _contest, voter in taken])
    return _members(election, entries)


@audience("elections.nominee")
def nominee(about: dict[str, Any]) -> Iterable[Recipient]:
    """The member who was nominated."""
    for candidacy in Candidacy.objects.filter(public_id=about["candidacy"]):
        membership = candidacy.membership
        if membership and membership.is_active and membership.user_id:
            yield Recipient(membership.user_id)


@audience("elections.teller")
def teller(about: dict[str, Any]) -> Iterable[Recipient]:
    """The member who holds a key, or is asked to."""
    for one in Teller.objects.filter(public_id=about["teller"]):
        membership = one.membership
        if membership and membership.is_active and membership.user_id:
            yield Recipient(membership.user_id)


def _election(about: dict[str, Any]) -> Election:
    return Election.objects.select_related("contest").get(public_id=about["election"])


def _members(election: Election, entries: Any) -> Iterable[Recipient]:
    voters = entries.filter(contest=election.contest).values("voter")
    rows = Membership.objects.active().filter(
        committee_id=election.committee_id, public_id__in=voters, user__is_active=True
    )
    for user_id in rows.order_by("user_id").values_list("user_id", flat=True).iterator():
        yield Recipient(user_id)
