"""Which votes, nominations and keys wait for a member: elections, recalls and strike ballots."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from ballots import booth
from ballots.models import ContestStatus
from elections.models import TellerStatus
from elections.queries import elections, hustings, observers, recalls, strikes, tellers
from home.queries.ask import Ask


def asks(user: User, now: datetime) -> Iterable[Ask]:
    """One for each vote that is open to them, and for each part that they have in one."""
    yield from _votes(user, now)
    yield from _nominations(user, now)
    yield from _recalls(user, now)
    yield from _strikes(user, now)
    yield from _questions(user)
    yield from _observing(user)
    yield from _keys(user)


def _votes(user: User, now: datetime) -> Iterable[Ask]:
    for vote in elections.votes(user, now):
        one = vote.election
        taken = gettext_lazy("You have taken your ballot paper. You can cast or change it until:")
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            one.title,
            taken if vote.has_paper else gettext_lazy("Voting closes"),
            one.voting_closes_at,
            one.committee.timezone,
            gettext_lazy("To my ballot") if vote.has_paper else gettext_lazy("Vote"),
            reverse("cast-vote", args=[one.public_id]),
            more="" if vote.has_paper else reverse("election", args=[one.public_id]),
            is_quiet=vote.has_paper,
            booth=booth.watch_by(one.contest, vote.voter) if vote.has_paper else None,
        )


def _recalls(user: User, now: datetime) -> Iterable[Ask]:
    """Votes on recalls, and replies that this person can write; a signature is asked of nobody."""
    for recall in recalls.asks(user, now):
        one, page = recall.petition, reverse("recall", args=[recall.petition.public_id])
        shared = (one.committee.name, one.committee.public_id)
        if not recall.is_vote:
            yield Ask(
                *shared,
                _("A recall petition is about your mandate"),
                gettext_lazy("You can reply before voting opens:")
                if one.voting_opens_at
                else gettext_lazy("You can reply. It stands beside the reason."),
                one.voting_opens_at,
                one.committee.timezone,
                gettext_lazy("Reply"),
                reverse("answer-recall", args=[one.public_id]),
                more=page,
            )
            continue
        taken = gettext_lazy("You have taken your ballot paper. You can cast or change it until:")
        yield Ask(
            *shared,
            _("Vote on a recall"),
            taken if recall.has_paper else gettext_lazy("Voting closes"),
            one.voting_closes_at,
            one.committee.timezone,
            gettext_lazy("To my ballot") if recall.has_paper else gettext_lazy("Vote"),
            reverse("cast-recall-vote", args=[one.public_id]),
            more="" if recall.has_paper else page,
            is_quiet=recall.has_paper,
            booth=booth.watch_by(one.contest, recall.voter, by_itself=True)
            if recall.has_paper and one.contest
            else None,
        )


def _strikes(user: User, now: datetime) -> Iterable[Ask]:
    """Strike and walkout ballots that are open."""
    for strike in strikes.asks(user, now):
        one, page = strike.ballot, reverse("strike-ballot", args=[strike.ballot.public_id])
        taken = gettext_lazy("You have taken your ballot paper. You can cast or change it until:")
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            one.title,
            taken if strike.has_paper else gettext_lazy("Voting closes"),
            one.voting_closes_at,
            one.committee.timezone,
            gettext_lazy("To my ballot") if strike.has_paper else gettext_lazy("Vote"),
            reverse("cast-strike-vote", args=[one.public_id]),
            more="" if strike.has_paper else page,
            is_quiet=strike.has_paper,
            booth=booth.watch_by(one.contest, strike.voter, by_itself=True)
            if strike.has_paper
            else None,
        )


def _nominations(user: User, now: datetime) -> Iterable[Ask]:
    for one in elections.needs_answer(user, now):
        committee = one.election.committee
        yield Ask(
            committee.name,
            committee.public_id,
            _("You were nominated: %(election)s") % {"election": one.election.title},
            gettext_lazy("Answer before nominations close"),
            one.election.nominations_close_at,
            committee.timezone,
            gettext_lazy("Answer"),
            reverse("answer-nomination", args=[one.public_id]),
            more=reverse("election", args=[one.election.public_id]),
        )


def _keys(user: User) -> Iterable[Ask]:
    """Keys to ballots: to be made, found on the paper, used."""
    for one in tellers.waiting_for(user):
        election, asked = one.election, one.status == TellerStatus.ASKED
        is_opening = election.contest.status == ContestStatus.LISTED
        words = gettext_lazy("Voting opens, and not without you")
        if asked:
            words = gettext_lazy("Will you be a teller? Answer before nominations close")
        elif is_opening:
            words = gettext_lazy("The ballots wait for your key")
        moment = election.nominations_close_at if asked else election.voting_opens_at
        yield Ask(
            election.committee.name,
            election.committee.public_id,
            election.title,
            words,
            None if is_opening else moment,
            election.committee.timezone,
            gettext_lazy("Answer") if asked else gettext_lazy("To my key"),
            reverse("teller", args=[one.public_id]),
            more=reverse("tellers", args=[election.public_id]),
        )


def _questions(user: User) -> Iterable[Ask]:
    """Questions to this person as a candidate."""
    for one in hustings.waiting_for(user):
        committee = one.election.committee
        yield Ask(
            committee.name,
            committee.public_id,
            _("Members ask you: %(election)s") % {"election": one.election.title},
            gettext_lazy("Answer before voting opens"),
            one.election.voting_opens_at,
            committee.timezone,
            gettext_lazy("Answer"),
            reverse("hustings", args=[one.election.public_id]),
        )


def _observing(user: User) -> Iterable[Ask]:
    """Elections that a candidate asks this person to watch."""
    for one in observers.asked_to_watch(user):
        election = one.candidacy.election
        yield Ask(
            election.committee.name,
            election.committee.public_id,
            _("Will you watch for a candidate? %(election)s") % {"election": election.title},
            gettext_lazy("Voting closes"),
            election.voting_closes_at,
            election.committee.timezone,
            gettext_lazy("Answer"),
            reverse("answer-observing", args=[one.public_id]),
        )
