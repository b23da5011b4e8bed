"""Who an election's messages go to; computed in the worker, shown nowhere."""

from collections.abc import Iterable
from typing import Any

from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Membership
from elections import strike_audiences  # noqa: F401  registers its own
from elections.models import (
    Candidacy,
    Election,
    HustingsAnswer,
    HustingsQuestion,
    Observer,
    ObserverStatus,
    Teller,
)
from elections.queries.hustings import unanswering
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
    rows = Candidacy.objects.filter(public_id=about["candidacy"])
    yield from _each(one.membership for one in rows.select_related("membership"))


@audience("elections.observer")
def observer(about: dict[str, Any]) -> Iterable[Recipient]:
    """The member who was named to watch."""
    rows = Observer.objects.filter(public_id=about["observer"], status=ObserverStatus.NAMED)
    yield from _each(one.membership for one in rows.select_related("membership"))


@audience("elections.author")
def author(about: dict[str, Any]) -> Iterable[Recipient]:
    """Who wrote the words that were taken down; nobody, where a question bears no name."""
    if "candidacy" in about:
        stood = Candidacy.objects.filter(public_id=about["candidacy"])
        yield from _each(one.membership for one in stood.select_related("membership"))
    elif "hustingsanswer" in about:
        said = HustingsAnswer.objects.filter(public_id=about["hustingsanswer"])
        answers = said.select_related("candidacy__membership")
        yield from _each(one.candidacy.membership for one in answers)
    else:
        asked = HustingsQuestion.objects.filter(public_id=about["hustingsquestion"])
        yield from _each(one.asker for one in asked.select_related("asker"))


@audience("elections.asked")
def asked(about: dict[str, Any]) -> Iterable[Recipient]:
    """Candidates with a question that they have not answered."""
    rows = unanswering().filter(election__public_id=about["election"])
    yield from _each(one.membership for one in rows.select_related("membership"))


def _each(members: Iterable[Membership | None]) -> Iterable[Recipient]:
    for one in members:
        if one is not None and one.is_active and one.user_id:
            yield Recipient(one.user_id)


@audience("elections.teller")
def teller(about: dict[str, Any]) -> Iterable[Recipient]:
    """The member who holds a key, or is asked to."""
    rows = Teller.objects.filter(public_id=about["teller"])
    yield from _each(one.membership for one in rows.select_related("membership"))


def _election(about: dict[str, Any]) -> Election:
    return Election.objects.select_related("contest").get(public_id=about["election"])


def _members(election: Election, entries: Any) -> Iterable[Recipient]:
    voters = entries.filter(contest=election.contest).values("voter")
    rows = Membership.objects.active().filter(
        committee_id=election.committee_id, public_id__in=voters, user__is_active=True
    )
    for user_id in rows.order_by("user_id").values_list("user_id", flat=True).iterator():
        yield Recipient(user_id)
