"""The vote of a recall: called by signatures, run by the clock, and by nobody else.

No officer has a hand in it: the host holds the key, and no step waits for anybody.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ballots import keyring
from ballots import queries as ballots
from ballots.box import Signed
from ballots.counting.yes_no import YES
from ballots.models import Contest
from ballots.operations import closing, contests, opening, papers
from ballots.operations.yes_no import draft_question
from committees.models import Mandate, MandateEnd, MandateSource, MandateStatus, Membership
from committees.operations.mandates import end_mandate
from core.models import Event
from elections import permissions, recall_messages, recalls
from elections.models import RECALL_CALLED, RecallPetition, RecallStatus
from elections.operations.locking import locked_recall
from elections.operations.recall_signatures import change_signatures, voters_of
from elections.times import Times

SIMPLE_MAJORITY = {"numerator": 1, "denominator": 2}
LATE = timedelta(hours=1)


def advance_recall(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Take every step that is due by `at`, also when the clock comes late."""
    while True:
        with transaction.atomic():
            petition = _with_successor(locked_recall(petition))
            if petition.is_running and petition.mandate.status == MandateStatus.ENDED:
                return drop_recall(petition, at=at)
            due_at = petition.due_at
            if due_at is None or due_at > at:
                return petition
            if petition.status == RecallStatus.REACHED and at - due_at > LATE:
                # The clock stood still: members get the whole time to vote that was announced.
                petition = _again(petition, at=at)
            else:
                petition = STEPS[RecallStatus(petition.status)](petition, at=due_at)


@transaction.atomic
def call_recall_vote(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Enough have signed: the roll is frozen, the vote is announced, and the signatures go."""
    petition = locked_recall(petition)
    permissions.call_recall_vote(petition, at).enforce()
    petition.signatures.all().delete()
    petition.status, petition.reached_at = RecallStatus.REACHED, at
    times = recalls.called(at, petition.days, petition.committee.timezone)
    _schedule(petition, times, [one.public_id for one in voters_of(petition)], at=at)
    petition.save()
    Event.record("elections.recall_vote_called", petition, by=None, at=at)
    recall_messages.tell_called(petition, at=at)
    return petition


def _schedule(
    petition: RecallPetition, times: Times, voters: Iterable[str], *, at: datetime
) -> None:
    """A contest on the host's key, whose roll is frozen now; the paper is printed at the opening."""
    with override(petition.committee.language):
        question = recalls.question(petition)
    petition.contest = draft_question(
        question,
        terms=SIMPLE_MAJORITY,
        voters=voters,
        opens_at=times.opens_at,
        closes_at=times.closes_at,
        at=at,
    )
    petition.voting_opens_at, petition.voting_closes_at = times.opens_at, times.closes_at
    petition.last_call_at, petition.due_at = times.last_call_at, times.opens_at


def look_at_signatures(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """What is due while it collects: its end, or the day from which it need not be doubled."""
    if at >= petition.lapses_at:
        return lapse_recall(petition, at=at)
    petition.signed = change_signatures(petition)
    petition.due_at = petition.lapses_at
    petition.save(update_fields=["signed", "due_at"])
    if petition.signed >= petition.needed_at(at):
        return call_recall_vote(petition, at=at)
    return petition


@transaction.atomic
def lapse_recall(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Too few have signed in time; who did is forgotten."""
    petition = locked_recall(petition)
    permissions.lapse_recall(petition, at).enforce()
    _end(petition, RecallStatus.LAPSED, at)
    Event.record("elections.recall_lapsed", petition, by=None, at=at)
    return petition


@transaction.atomic
def drop_recall(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """The mandate has ended otherwise: nothing is left to vote on."""
    petition = locked_recall(petition)
    permissions.drop_recall(petition).enforce()
    was_called = petition.status in RECALL_CALLED
    if petition.contest is not None:
        contests.void_contest(petition.contest, at=at)
    _end(petition, RecallStatus.FELL, at)
    Event.record("elections.recall_dropped", petition, by=None, at=at)
    if was_called:
        recall_messages.tell_no_result(petition, at=at)
    return petition


@transaction.atomic
def open_recall_vote(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Print the paper, and issue it from now on; the reply stands."""
    petition = locked_recall(petition)
    permissions.open_recall_vote(petition, at).enforce()
    with override(petition.committee.language):
        answers = [
            contests.Answer(_("End the mandate")),
            contests.Answer(_("Keep the mandate")),
        ]
    contest = contests.prepare_contest(_contest(petition), options=answers, at=at)
    petition.contest = contests.open_contest(contest, at=at)
    _move(petition, RecallStatus.VOTING, due_at=petition.voting_closes_at)
    Event.record("elections.recall_vote_opened", petition, by=None, at=at)
    recall_messages.tell_voting(petition, at=at)
    return petition


@transaction.atomic
def send_last_call(petition: RecallPetition, *, at: datetime) -> bool:
    """Remind those who have taken no paper, once; False where that is over."""
    petition = locked_recall(petition)
    moment = petition.last_call_at
    if petition.status != RecallStatus.VOTING or moment is None or at < moment:
        return False
    petition.last_call_at = None
    petition.save(update_fields=["last_call_at"])
    recall_messages.tell_last_call(petition, at=at)
    return True


@transaction.atomic
def close_recall_vote(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Empty the box; where the key is lost, the vote is repeated."""
    petition = locked_recall(petition)
    permissions.close_recall_vote(petition, at).enforce()
    try:
        petition.contest = closing.close_contest(_contest(petition), at=at)
    except keyring.KeyLost:
        return _again(petition, at=at)
    _move(petition, RecallStatus.CLOSED, due_at=petition.contest.complaints_until)
    Event.record("elections.recall_vote_closed", petition, by=None, at=at)
    return petition


@transaction.atomic
def decide_recall(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Open and count the ballots; if it is carried, the mandate ends in that moment.

    Numbers are kept only where `ballots` publishes them.
    """
    petition = locked_recall(petition)
    permissions.decide_recall(petition, at).enforce()
    try:
        contest = opening.open_ballots(closing.settle_list(_contest(petition), at=at), at=at)
    except keyring.KeyLost:
        return _again(petition, at=at)
    result = ballots.result(contest)
    assert result is not None  # the contest is counted: its table of states says so
    if ballots.shows_stages(contest):
        said = ballots.answers_of(contest)
        petition.votes_for, petition.votes_against = said.yes, said.no
        petition.abstentions = said.blank
    is_carried = YES in result.elected
    if is_carried:
        end_mandate(petition.mandate, because=MandateEnd.RECALL, by=None, at=at)
    _end(petition, RecallStatus.CARRIED if is_carried else RecallStatus.LOST, at)
    Event.record("elections.recall_decided", petition, by=None, at=at, carried=is_carried)
    recall_messages.tell_result(petition, at=at)
    return petition


@transaction.atomic
def repeat_recall_vote(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """A vote that nobody could hold or count is held anew at once, on the same roll; members are told."""
    petition = locked_recall(petition)
    permissions.repeat_recall_vote(petition).enforce()
    lost = _contest(petition)
    # Who has left meanwhile stands on a roll as a word that nobody bears.
    voters = list(lost.roll.exclude(salt=b"").values_list("voter", flat=True))
    _forget(lost, at)
    petition.lost_contest, petition.status = lost, RecallStatus.REACHED
    _schedule(petition, recalls.repeated(petition, at), voters, at=at)
    petition.save()
    Event.record("elections.recall_vote_repeated", petition, by=None, at=at)
    recall_messages.tell_repeated(petition, at=at)
    return petition


@transaction.atomic
def void_recall(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """The repeated vote could not be counted either: it ends without a result, and members are told."""
    petition = locked_recall(petition)
    permissions.void_recall(petition).enforce()
    _forget(_contest(petition), at)
    _end(petition, RecallStatus.VOID, at)
    Event.record("elections.recall_voided", petition, by=None, at=at)
    recall_messages.tell_no_result(petition, at=at)
    return petition


def take_recall_paper(
    petition: RecallPetition, *, envelope: bytes, ballot: bytes, by: Membership, at: datetime
) -> Signed:
    """Have a member's two blinded values signed. Raises `papers.OtherPaper`, `Malformed`.

    No event, no log line and no time join the member to a ballot.
    """
    contest = petition.contest
    entry = ballots.on_roll(contest, by.public_id) if contest else None
    permissions.take_recall_paper(by, petition, entry, at).enforce()
    return papers.take_paper(
        _contest(petition), by.public_id, envelope=envelope, ballot=ballot, at=at
    )


STEPS: dict[RecallStatus, Callable[..., RecallPetition]] = {
    RecallStatus.OPEN: look_at_signatures,
    RecallStatus.REACHED: open_recall_vote,
    RecallStatus.VOTING: close_recall_vote,
    RecallStatus.CLOSED: decide_recall,
}


def _again(petition: RecallPetition, *, at: datetime) -> RecallPetition:
    """Once more; the second time it is over."""
    if permissions.repeat_recall_vote(petition):
        return repeat_recall_vote(petition, at=at)
    if petition.status == RecallStatus.REACHED:
        return open_recall_vote(petition, at=at)
    return void_recall(petition, at=at)


def _with_successor(petition: RecallPetition) -> RecallPetition:
    """An alternate who steps in carries the petition on: it is not shaken off by a better office."""
    old = petition.mandate
    if not petition.is_running or old.ended_by != MandateEnd.STEPPED_IN or old.ended_at is None:
        return petition
    rows = Mandate.objects.live().filter(
        membership=old.membership_id,
        source=MandateSource.ALTERNATE,
        decision=old.decision,
        given_at=old.ended_at,
    )
    successor = rows.select_related("membership", "committee").first()
    if successor is not None:
        petition.mandate = successor
        petition.save(update_fields=["mandate"])
    return petition


def _contest(petition: RecallPetition) -> Contest:
    assert petition.contest is not None  # a vote is called: a constraint of the table
    return petition.contest


def _forget(contest: Contest, at: datetime) -> None:
    """A vote that is not counted leaves neither ballots nor a roll."""
    contests.void_contest(contest, at=at)
    contest.roll.all().delete()


def _end(petition: RecallPetition, status: str, at: datetime) -> None:
    petition.signatures.all().delete()
    petition.status, petition.ended_at = status, at
    petition.due_at = petition.last_call_at = None
    petition.save()


def _move(petition: RecallPetition, status: str, *, due_at: datetime | None) -> None:
    petition.status, petition.due_at = status, due_at
    petition.save(update_fields=["status", "due_at", "contest"])
