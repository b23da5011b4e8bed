"""Who the messages of a strike ballot go to; computed in the worker, shown nowhere."""

from collections.abc import Iterable
from typing import Any

from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Membership
from elections.models import StrikeBallot
from notices.audiences import Recipient, audience

LEAST_ROLL_TO_TELL_APART = 20


@audience("elections.strike_roll")
def strike_roll(about: dict[str, Any]) -> Iterable[Recipient]:
    """Everybody on the roll who is still a member."""
    ballot = _ballot(about)
    return _members(ballot, RollEntry.objects.all())


@audience("elections.strike_without_paper")
def strike_without_paper(about: dict[str, Any]) -> Iterable[Recipient]:
    """Who has not taken a ballot paper; of a roll of under 20, all."""
    ballot = _ballot(about)
    contest, entries = ballot.contest, RollEntry.objects.all()
    if contest.roll_size >= LEAST_ROLL_TO_TELL_APART:
        voters = list(entries.filter(contest=contest).values_list("voter", flat=True))
        taken = ballots.with_papers([contest], voters)
        entries = entries.exclude(voter__in=[voter for _contest, voter in taken])
    return _members(ballot, entries)


def _ballot(about: dict[str, Any]) -> StrikeBallot:
    return StrikeBallot.objects.select_related("contest").get(public_id=about["strike_ballot"])


def _members(ballot: StrikeBallot, entries: Any) -> Iterable[Recipient]:
    voters = entries.filter(contest=ballot.contest).values("voter")
    rows = Membership.objects.active().filter(
        committee_id=ballot.committee_id, public_id__in=voters, user__is_active=True
    )
    for user_id in rows.order_by("user_id").values_list("user_id", flat=True).iterator():
        yield Recipient(user_id)
