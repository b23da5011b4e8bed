"""Closing a vote, and declaring what it decided."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count

from ballots import keyring
from ballots import queries as ballots
from ballots.models import Contest, ContestStatus
from ballots.operations import closing, opening
from committees.models import Membership
from core.models import Event
from meetings import permissions, subjects, voting
from meetings.models import BY_NAME, Choice, LogKind, Meeting, Vote, VoteMethod, VoteStatus
from meetings.operations import log, settling
from meetings.operations.by_name import keep_names
from meetings.operations.counts import Numbers, counted, locked_vote
from meetings.operations.questions import facts_of, void
from meetings.operations.together import BEING_TAKEN, same_vote, together
from meetings.waking import wake_at_close

KEY_LOST = "key_lost"


@together(same_vote(VoteStatus.OPEN))
@transaction.atomic
def close_vote(vote: Vote, *, by: Membership | None, at: datetime, seen: int | None = None) -> Vote:
    """Take no more votes. `by` None is the clock, and whoever looks after the time is over."""
    meeting = log.locked(vote.meeting, seen=seen)
    vote = locked_vote(vote, meeting)
    permissions.close_vote(by, vote, at).enforce()
    _close_or_void(vote, by, at)
    log.changed(meeting)
    return vote


def close_overdue(meeting: Meeting, *, at: datetime) -> None:
    """Close the vote of this meeting whose time is over, if there is one: the tick is once a minute.

    Harmless for thousands at once: who finds it closed does nothing.
    """
    overdue = meeting.votes.filter(status=VoteStatus.OPEN, closes_at__lte=at)
    if not overdue.exists():
        return
    with transaction.atomic():
        locked = log.locked(meeting)
        for vote in overdue:
            _close_or_void(locked_vote(vote, locked), None, at)
            log.changed(locked)


def look_at_vote(meeting: Meeting, *, at: datetime) -> None:
    """What the worker does when a time is over: close the vote, or say that it can be declared."""
    close_overdue(meeting, at=at)
    ready = meeting.votes.filter(
        status=VoteStatus.CLOSED,
        contest__status=ContestStatus.CLOSED,
        contest__complaints_until__lte=at,
    )
    if ready.exists():
        with transaction.atomic():
            log.changed(log.locked(meeting))


@together(same_vote(*BEING_TAKEN))
@transaction.atomic
def declare_vote(vote: Vote, *, by: Membership, at: datetime, seen: int | None) -> Vote:
    """The result: numbers alone are left, in a council with names; what it decides is done."""
    meeting = log.locked(vote.meeting, seen=seen)
    vote = locked_vote(vote, meeting)
    permissions.declare_vote(by, vote, at).enforce()
    try:
        if vote.status == VoteStatus.OPEN:
            _close(vote, None, at)
        numbers, may_be_told = _numbers(vote, at)
    except keyring.KeyLost:
        void(vote, at=at, because=KEY_LOST)
        log.changed(meeting)
        return vote
    vote.status, vote.declared_at = VoteStatus.DECLARED, at
    vote.outcome = voting.outcome_of(vote.threshold, numbers.votes_for, numbers.votes_against)
    if may_be_told:
        vote.votes_for, vote.votes_against = numbers.votes_for, numbers.votes_against
        vote.abstentions = numbers.abstentions
    vote.save()
    vote.cast.all().delete()
    vote.counts.all().delete()
    subject = subjects.of_vote(vote)
    followed = settling.settle(vote, subject, by=by, at=at)
    log.write(
        meeting,
        LogKind.DECLARED,
        at=at,
        undo=followed.undo,
        **{**facts_of(vote), **subject.facts, **_result(vote), **followed.facts},
    )
    Event.record("meetings.vote_declared", vote, by=by, at=at, outcome=vote.outcome)
    log.changed(meeting)
    return vote


def _result(vote: Vote) -> dict[str, Any]:
    found: dict[str, Any] = {"outcome": vote.outcome}
    if vote.votes_for is not None:
        found |= {"for": vote.votes_for, "against": vote.votes_against, "abstain": vote.abstentions}
    return found


def _close_or_void(vote: Vote, by: Membership | None, at: datetime) -> None:
    try:
        _close(vote, by, at)
    except keyring.KeyLost:
        void(vote, at=at, because=KEY_LOST)


def _close(vote: Vote, by: Membership | None, at: datetime) -> None:
    """Raises `keyring.KeyLost` where the server can sign no list of ballots any more."""
    if vote.contest is not None:
        vote.contest = closing.close_contest(vote.contest, at=at)
        left = (vote.contest.complaints_until - at).total_seconds()
        transaction.on_commit(partial(wake_at_close, vote.meeting.pk, max(0.0, left)))
    vote.status, vote.closed_at = VoteStatus.CLOSED, at
    vote.save(update_fields=["status", "closed_at"])
    Event.record("meetings.vote_closed", vote, by=by, at=at)


def _numbers(vote: Vote, at: datetime) -> tuple[Numbers, bool]:
    """What was cast or counted, and whether the numbers may be told.

    Of a secret ballot in which fewer vote than `ballots` publishes, only the outcome is.
    """
    if vote.contest is not None:
        contest = _opened(vote.contest, at)
        vote.contest = contest
        said = ballots.answers_of(contest)
        return Numbers(said.yes, said.no, said.blank), ballots.shows_stages(contest)
    if vote.method == VoteMethod.HANDS:
        numbers = counted(vote) or Numbers(0, 0, 0)
        return numbers, True
    if vote.method in BY_NAME:
        return keep_names(vote), True
    cast = dict(vote.cast.values_list("choice").annotate(number=Count("pk")))
    chosen = [cast.get(choice, 0) for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)]
    return Numbers(*chosen), True


def _opened(contest: Contest, at: datetime) -> Contest:
    """The contest, listed, opened by the host's key, and counted."""
    return opening.open_ballots(closing.settle_list(contest, at=at), at=at)
