"""Who the messages of an election or a recall go to; computed in the worker, shown nowhere."""

from collections.abc import Iterable
from typing import Any

from ballots import queries as ballots
from ballots.models import Contest, RollEntry
from committees.models import Membership
from elections import strike_audiences  # noqa: F401  registers its own
from elections.models import (
    Candidacy,
    Election,
    HustingsAnswer,
    HustingsQuestion,
    Observer,
    ObserverStatus,
    RecallPetition,
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
    return _members(election, _without_paper(election.contest))


@audience("elections.recall_roll")
def recall_roll(about: dict[str, Any]) -> Iterable[Recipient]:
    """Everybody on the roll of a recall’s vote who is still a member, its object too."""
    petition = _recall(about)
    return _members(petition, RollEntry.objects.all())


@audience("elections.recall_without_paper")
def recall_without_paper(about: dict[str, Any]) -> Iterable[Recipient]:
    """Who has not taken a ballot paper for a recall; of a roll of under 20, all."""
    petition = _recall(about)
    assert petition.contest is not None  # the message is made while voting is open
    return _members(petition, _without_paper(petition.contest))


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


def _recall(about: dict[str, Any]) -> RecallPetition:
    return RecallPetition.objects.select_related("contest").get(public_id=about["recall"])


def _without_paper(contest: Contest) -> Any:
    entries = RollEntry.objects.all()
    if contest.roll_size < LEAST_ROLL_TO_TELL_APART:
        return entries
    voters = list(entries.filter(contest=contest).values_list("voter", flat=True))
    taken = ballots.with_papers([contest], voters)
    return entries.exclude(voter__in=[voter for _contest, voter in taken])


def _members(called: Election | RecallPetition, entries: Any) -> Iterable[Recipient]:
    voters = entries.filter(contest=called.contest).values("voter")
    rows = Membership.objects.active().filter(
        committee_id=called.committee_id, public_id__in=voters, user__is_active=True
    )
    for user_id in rows.order_by("user_id").values_list("user_id", flat=True).iterator():
        yield Recipient(user_id)
