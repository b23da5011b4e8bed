"""Strike ballots: called by a carried motion, run by the clock on the host's key, by nobody else.

No event, no log line and no time join a member to a ballot.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ballots import keyring
from ballots import queries as ballots
from ballots.box import Signed
from ballots.counting.yes_no import YES
from ballots.operations import closing, contests, opening, papers
from ballots.operations.yes_no import draft_question
from committees.models import Committee, Membership
from committees.standing_orders import orders
from core.models import Event
from elections import strike_messages as messages
from elections import strikes
from elections.models import StrikeBallot, StrikeBallotStatus
from elections.operations.announcing import roll_for
from elections.permissions import strikes as permissions
from meetings.models import Resolution

MOST_IN_A_TITLE = 150
PRACTICE_LASTS = timedelta(minutes=10)


@transaction.atomic
def call_strike_ballot(
    committee: Committee, *, decision: Resolution, action: str, title: str, at: datetime
) -> StrikeBallot:
    """A motion is carried: the roll is frozen, the double quorum fixed, and every member told."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    permissions.call_strike_ballot(committee).enforce()
    times, terms = strikes.called(at, committee.timezone), strikes.terms(committee)
    contest = draft_question(
        title,
        terms=terms,
        voters=roll_for(committee, at),
        opens_at=times.opens_at,
        closes_at=times.closes_at,
        at=at,
    )
    ballot = StrikeBallot.objects.create(
        committee=committee,
        resolution=decision,
        action=action,
        title=title[:MOST_IN_A_TITLE],
        contest=contest,
        needed=strikes.needed(terms, contest.roll_size),
        lapse_days=orders(committee).strike_lapses_days,
        called_at=at,
        voting_opens_at=times.opens_at,
        voting_closes_at=times.closes_at,
        last_call_at=times.last_call_at,
        due_at=times.opens_at,
    )
    Event.record("elections.strike_ballot_called", ballot, by=None, at=at)
    messages.tell(ballot, "strike_called", at=at)
    return ballot


@transaction.atomic
def rehearse_strike_ballot(ballot: StrikeBallot, *, by: Membership, at: datetime) -> StrikeBallot:
    """Open a practice vote on the same roll for ten minutes; nobody is mailed."""
    ballot = locked(ballot)
    permissions.rehearse_strike_ballot(by, ballot).enforce()
    with override(ballot.committee.language):
        title = (_("Practice: %(title)s") % {"title": ballot.title})[:MOST_IN_A_TITLE]
    voters = list(ballot.contest.roll.values_list("voter", flat=True))
    contest = draft_question(
        title,
        terms=strikes.terms(ballot.committee),
        voters=voters,
        opens_at=at,
        closes_at=at + PRACTICE_LASTS,
        at=at,
    )
    rehearsal = StrikeBallot.objects.create(
        committee=ballot.committee,
        resolution=ballot.resolution,
        action=ballot.action,
        title=title,
        rehearses=ballot,
        contest=contest,
        needed=ballot.needed,
        lapse_days=ballot.lapse_days,
        called_at=at,
        voting_opens_at=at,
        voting_closes_at=at + PRACTICE_LASTS,
        due_at=at,
    )
    Event.record("elections.strike_ballot_rehearsed", rehearsal, by=by, at=at)
    return open_strike_ballot(rehearsal, at=at)


def advance_strike_ballot(ballot: StrikeBallot, *, at: datetime) -> StrikeBallot:
    """Take every step that is due by `at`, also when the clock comes late."""
    while True:
        with transaction.atomic():
            ballot = locked(ballot)
            if ballot.due_at is None or ballot.due_at > at:
                return ballot
            ballot = STEPS[StrikeBallotStatus(ballot.status)](ballot, at=ballot.due_at)


@transaction.atomic
def open_strike_ballot(ballot: StrikeBallot, *, at: datetime) -> StrikeBallot:
    """Print the paper, and issue it from now on."""
    ballot = locked(ballot)
    permissions.open_strike_ballot(ballot, at).enforce()
    with override(ballot.committee.language):
        answers = [contests.Answer(_("Yes")), contests.Answer(_("No"))]
    contest = contests.prepare_contest(ballot.contest, options=answers, at=at)
    ballot.contest = contests.open_contest(contest, at=at)
    _move(ballot, StrikeBallotStatus.VOTING, due_at=ballot.voting_closes_at)
    Event.record("elections.strike_ballot_opened", ballot, by=None, at=at)
    messages.tell(ballot, "strike_voting", at=at)
    return ballot


@transaction.atomic
def send_last_call(ballot: StrikeBallot, *, at: datetime) -> bool:
    """Remind those who have taken no paper, once; False where that is over."""
    ballot = locked(ballot)
    moment = ballot.last_call_at
    if ballot.status != StrikeBallotStatus.VOTING or moment is None or at < moment:
        return False
    ballot.last_call_at = None
    ballot.save(update_fields=["last_call_at"])
    messages.tell(ballot, "strike_last_call", at=at)
    return True


@transaction.atomic
def close_strike_ballot(ballot: StrikeBallot, *, at: datetime) -> StrikeBallot:
    """Empty the box; where the key is lost, it is void."""
    ballot = locked(ballot)
    permissions.close_strike_ballot(ballot, at).enforce()
    try:
        ballot.contest = closing.close_contest(ballot.contest, at=at)
    except keyring.KeyLost:
        return void_strike_ballot(ballot, at=at)
    _move(ballot, StrikeBallotStatus.CLOSED, due_at=ballot.contest.complaints_until)
    Event.record("elections.strike_ballot_closed", ballot, by=None, at=at)
    return ballot


@transaction.atomic
def decide_strike_ballot(ballot: StrikeBallot, *, at: datetime) -> StrikeBallot:
    """Open and count the ballots: carried by more yes than no, and only with both quorums.

    Turnout is published with the result; the answers only where `ballots` publishes them.
    """
    ballot = locked(ballot)
    permissions.decide_strike_ballot(ballot, at).enforce()
    try:
        contest = opening.open_ballots(closing.settle_list(ballot.contest, at=at), at=at)
    except keyring.KeyLost:
        return void_strike_ballot(ballot, at=at)
    result = ballots.result(contest)
    assert result is not None  # the contest is counted: its table of states says so
    ballot.turnout = result.valid + result.blank
    if ballots.shows_stages(contest):
        said = ballots.answers_of(contest)
        ballot.votes_for, ballot.votes_against, ballot.abstentions = said.yes, said.no, said.blank
    is_carried = YES in result.elected
    ballot.status = StrikeBallotStatus.CARRIED if is_carried else StrikeBallotStatus.LOST
    ballot.lapses_at = at + timedelta(days=ballot.lapse_days) if is_carried else None
    ballot.ended_at, ballot.due_at, ballot.last_call_at = at, None, None
    ballot.save()
    Event.record("elections.strike_ballot_decided", ballot, by=None, at=at, carried=is_carried)
    messages.tell(ballot, "strike_result", at=at)
    return ballot


@transaction.atomic
def void_strike_ballot(ballot: StrikeBallot, *, at: datetime) -> StrikeBallot:
    """It ends without a result, with its practice; ballots are destroyed, and members are told."""
    ballot = locked(ballot)
    permissions.void_strike_ballot(ballot).enforce()
    for rehearsal in ballot.rehearsals.running():
        void_strike_ballot(rehearsal, at=at)
    contests.void_contest(ballot.contest, at=at)
    ballot.status, ballot.ended_at = StrikeBallotStatus.VOID, at
    ballot.due_at = ballot.last_call_at = ballot.lapses_at = None
    ballot.save()
    Event.record("elections.strike_ballot_voided", ballot, by=None, at=at)
    messages.tell(ballot, "strike_void", at=at)
    return ballot


def take_strike_paper(
    ballot: StrikeBallot, *, envelope: bytes, sealed: bytes, by: Membership, at: datetime
) -> Signed:
    """Have a member's two blinded values signed. Raises `papers.OtherPaper`, `Malformed`."""
    entry = ballots.on_roll(ballot.contest, by.public_id)
    permissions.take_strike_paper(by, ballot, entry, at).enforce()
    return papers.take_paper(ballot.contest, by.public_id, envelope=envelope, ballot=sealed, at=at)


STEPS: dict[StrikeBallotStatus, Callable[..., StrikeBallot]] = {
    StrikeBallotStatus.CALLED: open_strike_ballot,
    StrikeBallotStatus.VOTING: close_strike_ballot,
    StrikeBallotStatus.CLOSED: decide_strike_ballot,
}


def locked(ballot: StrikeBallot) -> StrikeBallot:
    """The same ballot as it stands now, with its committee and its contest."""
    rows = StrikeBallot.objects.select_for_update(of=("self",))
    return rows.select_related("committee", "contest", "resolution").get(pk=ballot.pk)


def _move(ballot: StrikeBallot, status: str, *, due_at: datetime) -> None:
    ballot.status, ballot.due_at = status, due_at
    ballot.save(update_fields=["status", "due_at"])
