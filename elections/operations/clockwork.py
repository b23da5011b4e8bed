"""What the clock does with an election, step by step, each at the moment that was announced."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from ballots import keyring
from ballots import queries as ballots
from ballots.counting import Count
from ballots.models import Contest, ContestStatus
from ballots.operations import closing, contests, hosting, opening
from ballots.operations.contests import Answer
from committees.models import MandateSource, Office
from committees.operations.mandates import end_provisional, give_mandate
from committees.standing_orders import orders
from core.models import Event
from elections import messages, permissions, terms
from elections.models import (
    Candidacy,
    CandidacyStatus,
    ChallengeStatus,
    Election,
    ElectionStatus,
    Outcome,
)
from elections.operations import tellers
from elections.operations.locking import locked
from elections.operations.voiding import void_election

RON = gettext_noop("Re-open nominations")
NOBODY_STANDS = gettext_noop("Nobody stood for election.")
NOBODY_LEFT = gettext_noop("Every candidate withdrew.")
NOBODY_VOTED = gettext_noop("Nobody voted.")
ALL_BLANK = gettext_noop("Every ballot was blank.")
KEY_LOST = gettext_noop(
    "The server lost a key without which the ballots cannot be opened. Nobody has read them, and "
    "nobody can."
)
NOT_READY = gettext_noop("The tellers’ keys were not ready before voting was to close.")
TOO_FEW_KEYS = gettext_noop(
    "Too few tellers opened the ballots. Nobody has read them; the election is to be repeated."
)
NO_PAPERS = gettext_noop(
    "Members voted on paper, and their papers were not entered in time. A count without them would "
    "not be the members’ vote; the election is to be repeated."
)
ASK_ABOUT_CHALLENGES = timedelta(hours=1)
ASK_AGAIN = timedelta(seconds=15)
TIME_TO_OPEN = timedelta(days=7)


def advance_election(election: Election, *, at: datetime) -> Election:
    """Take every step that is due by `at`, also when the clock comes days late."""
    asked: str | None = None
    while True:
        with transaction.atomic():
            election = locked(election)
            step = STEPS.get(ElectionStatus(election.status))
            if step is None or election.due_at is None or election.due_at > at:
                return election
            due_at = election.due_at
            # It waits: nothing happens before it gives up. Nor is a paper printed in the past for
            # tellers to find their keys on.
            if asked == election.status or _asks_tellers(election):
                due_at = max(due_at, min(at, _gives_up_at(election)))
            asked = election.status
            election = step(election, at=due_at)


@transaction.atomic
def open_nominations(election: Election, *, at: datetime) -> Election:
    """From now on members can nominate."""
    election = locked(election)
    permissions.open_nominations(election, at).enforce()
    _move(election, ElectionStatus.NOMINATIONS, due_at=election.nominations_close_at)
    Event.record("elections.nominations_opened", election, by=None, at=at)
    return election


@transaction.atomic
def close_nominations(election: Election, *, at: datetime) -> Election:
    """The candidates are known; without any the election ends here.

    Who has carried the office as often in a row as the rules allow makes room for others.
    """
    election = locked(election)
    permissions.close_nominations(election, at).enforce()
    for candidacy in terms.makes_room(election):
        candidacy.status = CandidacyStatus.LIMITED
        candidacy.save(update_fields=["status"])
        Event.record("elections.term_limit_reached", candidacy, by=None, at=at)
    if not election.candidacies.standing().exists():
        return void_election(election, because=NOBODY_STANDS, by=None, at=at)
    _move(election, ElectionStatus.QUESTIONS, due_at=election.prints_at)
    Event.record("elections.nominations_closed", election, by=None, at=at)
    return election


def prepare_voting(election: Election, *, at: datetime) -> Election:
    """Print the paper ahead of the opening where tellers have to find their keys on it; then open."""
    if at < election.voting_opens_at:
        return print_paper(election, at=at)
    return open_voting(election, at=at)


@transaction.atomic
def print_paper(election: Election, *, at: datetime) -> Election:
    """Print the candidates on the paper, in an order that nobody chose, RON last."""
    election = locked(election)
    permissions.print_paper(election, at).enforce()
    if standing := _able(election):
        tellers.print_for(election, _answers(election, standing), at=at)
    election.due_at = election.voting_opens_at
    election.save(update_fields=["due_at"])
    Event.record("elections.paper_printed", election, by=None, at=at)
    return election


@transaction.atomic
def open_voting(election: Election, *, at: datetime) -> Election:
    """Open when every holder has found their keys on the paper; print it where that is not done."""
    election = locked(election)
    permissions.open_voting(election, at).enforce()
    standing = _able(election)
    if not standing:
        return void_election(election, because=NOBODY_LEFT, by=None, at=at)
    if election.contest.status == ContestStatus.DRAFT:
        tellers.print_for(election, _answers(election, standing), at=at)
    elif _is_unready(election):
        tellers.drop_unready(election, at=at)
    if _is_unready(election):
        if at >= _gives_up_at(election):
            return void_election(election, because=NOT_READY, by=None, at=at)
        return _ask_again(election, at)
    contests.open_contest(election.contest, at=at)
    _move(election, ElectionStatus.VOTING, due_at=election.voting_closes_at)
    Event.record("elections.voting_opened", election, by=None, at=at)
    return election


def _asks_tellers(election: Election) -> bool:
    is_before = election.status == ElectionStatus.QUESTIONS
    return is_before and election.tellers.holding().exists()


def _is_unready(election: Election) -> bool:
    return election.contest.holders.filter(ready__isnull=True).exists()


def _able(election: Election) -> list[Candidacy]:
    return [one for one in _standing(election) if _is_there(one, election)]


def _answers(election: Election, standing: list[Candidacy]) -> list[Answer]:
    ordered = sorted(standing, key=lambda one: drawn(election, one))
    answers = [Answer(label=one.name, reference=one.public_id) for one in ordered]
    return [*answers, Answer(label=RON, is_ron=True)]


def drawn(election: Election, candidacy: Candidacy) -> str:
    """The place on the paper: sorted by SHA-256(election ‖ candidacy), which anybody can repeat."""
    text = election.public_id + candidacy.public_id
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def close_voting(election: Election, *, at: datetime) -> Election:
    """Empty the box. Who has left the committee by now is passed over in the count."""
    election = locked(election)
    permissions.close_voting(election, at).enforce()
    for candidacy in _standing(election):
        if not _is_there(candidacy, election):
            contests.withdraw_option(election.contest, reference=candidacy.public_id, at=at)
            candidacy.status, candidacy.withdrawn_at = CandidacyStatus.WITHDRAWN, at
            candidacy.save(update_fields=["status", "withdrawn_at"])
    if not election.candidacies.standing().exists():
        return void_election(election, because=NOBODY_LEFT, by=None, at=at)
    try:
        contest = closing.close_contest(election.contest, at=at)
    except keyring.KeyLost:
        return void_election(election, because=KEY_LOST, by=None, at=at)
    _move(election, ElectionStatus.CLOSED, due_at=contest.complaints_until)
    Event.record("elections.voting_closed", election, by=None, at=at)
    return election


@transaction.atomic
def count_election(election: Election, *, at: datetime) -> Election:
    """Open the ballots, by the host's key or by waiting for the tellers, and count them."""
    election = locked(election)
    permissions.count_election(election, at).enforce()
    try:
        contest = _opened(election, at)
    except keyring.KeyLost:
        return void_election(election, because=KEY_LOST, by=None, at=at)
    if ballots.awaits_papers(contest):
        if at >= _gives_up_at(election):
            return void_election(election, because=NO_PAPERS, by=None, at=at)
        return _ask_again(election, at)
    if not (contest.envelopes or contest.paper_ballots):
        return void_election(election, because=NOBODY_VOTED, by=None, at=at)
    if contest.status != ContestStatus.COUNTED:
        if at >= _gives_up_at(election):
            return void_election(election, because=TOO_FEW_KEYS, by=None, at=at)
        return _ask_again(election, at)
    result = ballots.result(contest)
    if result is not None and not result.valid:
        return void_election(election, because=ALL_BLANK, by=None, at=at)
    _move(election, ElectionStatus.COUNTED, due_at=at)
    Event.record("elections.election_counted", election, by=None, at=at)
    return election


def _opened(election: Election, at: datetime) -> Contest:
    """The contest, as far as it can be brought at `at`."""
    contest = Contest.objects.get(pk=election.contest_id)
    if contest.status == ContestStatus.CLOSED:
        contest = closing.settle_list(contest, at=at)
        if contest.envelopes or contest.paper_ballots:
            messages.tell_tellers(election, "opening", at=at)
    if ballots.awaits_papers(contest) or not (contest.envelopes or contest.paper_ballots):
        return contest
    if contest.status != ContestStatus.LISTED:
        return contest
    held = set(contest.holders.values_list("is_host", flat=True))
    if held == {True}:
        return opening.open_ballots(contest, at=at)
    return hosting.help_opening(contest, at=at) if True in held else contest


def _gives_up_at(election: Election) -> datetime:
    """Until when an election waits: for its tellers to be ready or to open, or for its papers."""
    if election.status == ElectionStatus.QUESTIONS:
        return election.voting_closes_at
    if ballots.awaits_papers(election.contest):
        return election.papers_until
    return election.contest.complaints_until + TIME_TO_OPEN


def _ask_again(election: Election, at: datetime) -> Election:
    election.due_at = at + ASK_AGAIN
    election.save(update_fields=["due_at"])
    return election


@transaction.atomic
def declare_election(election: Election, *, at: datetime) -> Election:
    """Say who is elected, who is an alternate, and begin their mandates."""
    election = locked(election)
    permissions.declare_election(election, at).enforce()
    contest = Contest.objects.get(pk=election.contest_id)
    result = ballots.result(contest)
    assert result is not None  # the contest is counted: its table of states says so
    _note_outcomes(election, contest, result)
    if election.gives_mandates:
        _begin_mandates(election, at)
    election.declared_at = at
    _move(election, ElectionStatus.DECLARED, "declared_at", due_at=election.challenge_ends_at)
    Event.record("elections.election_declared", election, by=None, at=at)
    return election


def _note_outcomes(election: Election, contest: Contest, result: Count) -> None:
    numbers = dict(contest.options.values_list("reference", "number"))
    elected = {number: place for place, number in enumerate(result.elected, 1)}
    in_line = ballots.next_by_recount(contest, result.elected)
    alternates = {number: place for place, number in enumerate(in_line[: election.seats], 1)}
    standing = list(election.candidacies.standing())
    for candidacy in standing:
        number = numbers[candidacy.public_id]
        candidacy.outcome, candidacy.position = Outcome.NOT_ELECTED, None
        if number in elected:
            candidacy.outcome, candidacy.position = Outcome.ELECTED, elected[number]
        elif number in alternates:
            candidacy.outcome, candidacy.position = Outcome.ALTERNATE, alternates[number]
    Candidacy.objects.bulk_update(standing, ["outcome", "position"])


def _begin_mandates(election: Election, at: datetime) -> None:
    """Delegates get alternates; an officer's next in line is known and takes over by a decision."""
    chosen = election.candidacies.filter(outcome=Outcome.ELECTED)
    if not chosen.exists():
        return
    end_provisional(election.committee, office=election.office, at=at)
    zone = election.committee.timezone
    ends_at = orders(election.committee).term_end(election.office, at.astimezone(zone))
    outcomes = {Outcome.ELECTED: election.office}
    if election.office == Office.DELEGATE:
        outcomes[Outcome.ALTERNATE] = Office.ALTERNATE
    rows = election.candidacies.filter(outcome__in=outcomes).select_related("membership__committee")
    for candidacy in rows.order_by("-outcome", "position"):
        # Between the close and the declaration somebody may have left.
        if candidacy.membership and candidacy.membership.is_active:
            give_mandate(
                candidacy.membership,
                office=outcomes[Outcome(candidacy.outcome)],
                source=MandateSource.ELECTION,
                decision=election.public_id,
                at=at,
                ends_at=ends_at,
                position=candidacy.position or 1,
            )


@transaction.atomic
def finish_election(election: Election, *, at: datetime) -> Election:
    """The time for challenges is over; the ballots stay until each is decided."""
    election = locked(election)
    permissions.finish_election(election, at).enforce()
    if election.challenges.filter(status=ChallengeStatus.OPEN).exists():
        election.due_at = at + ASK_ABOUT_CHALLENGES
        election.save(update_fields=["due_at"])
        return election
    _move(election, ElectionStatus.FINAL, due_at=None)
    Event.record("elections.election_finished", election, by=None, at=at)
    return election


STEPS: dict[ElectionStatus, Callable[..., Election]] = {
    ElectionStatus.ANNOUNCED: open_nominations,
    ElectionStatus.NOMINATIONS: close_nominations,
    ElectionStatus.QUESTIONS: prepare_voting,
    ElectionStatus.VOTING: close_voting,
    ElectionStatus.CLOSED: count_election,
    ElectionStatus.COUNTED: declare_election,
    ElectionStatus.DECLARED: finish_election,
}


def _standing(election: Election) -> list[Candidacy]:
    return list(election.candidacies.standing().select_related("membership"))


def _is_there(candidacy: Candidacy, election: Election) -> bool:
    """Whether a candidate is still a member; those of a rehearsal never were."""
    if election.is_rehearsal:
        return True
    return candidacy.membership is not None and candidacy.membership.is_active


def _move(election: Election, status: str, *fields: str, due_at: datetime | None) -> None:
    election.status, election.due_at = status, due_at
    election.save(update_fields=["status", "due_at", *fields])
