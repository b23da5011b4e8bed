"""Putting a question to the meeting, putting it again, and setting a vote aside."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ballots.models import Contest, ContestStatus
from ballots.operations import contests
from ballots.operations.yes_no import draft_question
from committees.models import Membership
from committees.queries.members import members_count
from core.decision import Refused
from core.models import Event
from meetings import permissions, rules, states, subjects, voting
from meetings.models import (
    Amendment,
    LogEntry,
    LogKind,
    Meeting,
    Motion,
    Vote,
    VoteAbout,
    VoteMethod,
    VoteStatus,
)
from meetings.operations import log, settling
from meetings.operations.counts import locked_vote
from meetings.operations.quorum import look_at_quorum
from meetings.operations.together import LAST, same_question, same_vote, together
from meetings.subjects import Subject
from meetings.waking import wake_at_close


@together(same_question)
@transaction.atomic
def put_question(
    meeting: Meeting,
    *,
    subject: Subject,
    method: str,
    minutes: int = 1,
    by: Membership,
    at: datetime,
    seen: int | None,
) -> Vote:
    """Put one question to the vote; in the app it is open for so many minutes."""
    meeting = log.locked(meeting, seen=seen)
    is_quorate = look_at_quorum(meeting, at=at)
    subject = _fresh(subject)
    permissions.put_question(by, meeting, subject, is_quorate=is_quorate).enforce()
    vote = _put(meeting, subject, method, minutes, is_quorate=is_quorate, at=at)
    Event.record("meetings.question_put", vote, by=by, at=at, about=vote.about)
    log.changed(meeting)
    return vote


@together(same_vote(*LAST))
@transaction.atomic
def recount_vote(vote: Vote, *, by: Membership, at: datetime, seen: int | None) -> Vote:
    """Set a vote aside, with what followed from it, and put the same question again."""
    meeting = log.locked(vote.meeting, seen=seen)
    is_quorate = look_at_quorum(meeting, at=at)
    vote = locked_vote(vote, meeting)
    permissions.recount_vote(by, vote).enforce()
    subject = subjects.of_vote(vote)
    _set_aside(vote, at=at, again=True)
    subject = _fresh(subject)
    permissions.put_question(by, meeting, subject, is_quorate=is_quorate).enforce()
    again = _put(
        meeting,
        subject,
        vote.method,
        _length(vote),
        is_quorate=is_quorate,
        at=at,
        again_after=vote,
    )
    Event.record("meetings.vote_recounted", again, by=by, at=at)
    log.changed(meeting)
    return again


@together(same_vote(*LAST))
@transaction.atomic
def set_aside_vote(
    vote: Vote, *, by: Membership | None, at: datetime, seen: int | None = None
) -> Vote:
    """A vote that does not count; what followed from it is taken back. `by` None is the clock."""
    meeting = log.locked(vote.meeting, seen=seen)
    vote = locked_vote(vote, meeting)
    permissions.set_aside_vote(by, vote).enforce()
    _set_aside(vote, at=at)
    Event.record("meetings.vote_set_aside", vote, by=by, at=at)
    log.changed(meeting)
    return vote


def void(vote: Vote, *, at: datetime, **why: Any) -> None:
    """End a locked vote without a result, and say so in the log of its locked meeting."""
    _end(vote, at)
    if vote.about != VoteAbout.PRACTICE:
        subject = subjects.of_vote(vote)
        said = {"vote": vote.public_id, "about": vote.about, "question": vote.question}
        log.write(vote.meeting, LogKind.SET_ASIDE, at=at, **{**said, **subject.facts, **why})


def _end(vote: Vote, at: datetime) -> None:
    """What was cast and counted is forgotten, and the log's lines of this vote are undone."""
    vote.cast.all().delete()
    vote.named.all().delete()
    vote.counts.all().delete()
    if vote.contest is not None and vote.contest.status != ContestStatus.VOID:
        contests.void_contest(vote.contest, at=at)
    vote.status, vote.set_aside_at = VoteStatus.SET_ASIDE, at
    vote.save(update_fields=["status", "set_aside_at"])
    entries = vote.meeting.log.filter(
        kind__in=[LogKind.PUT, LogKind.DECLARED],
        facts__vote=vote.public_id,
        undone_at__isnull=True,
    )
    entries.update(undone_at=at)


def _set_aside(vote: Vote, *, at: datetime, **why: Any) -> None:
    if vote.status == VoteStatus.DECLARED:
        entry = declared_entry(vote)
        settling.take_back(vote, entry.undo if entry else {}, at=at)
    void(vote, at=at, **why)


def declared_entry(vote: Vote) -> LogEntry | None:
    """The line of the log in which this vote's result stands."""
    found = vote.meeting.log.filter(kind=LogKind.DECLARED, facts__vote=vote.public_id)
    return found.filter(undone_at__isnull=True).first()


def _fresh(subject: Subject) -> Subject:
    """The same with its motion and amendment as they stand now, locked."""
    motion, amendment = subject.motion, subject.amendment
    if motion is not None:
        motion = Motion.objects.select_for_update(of=("self",), no_key=True).get(pk=motion.pk)
    if amendment is not None:
        amendment = Amendment.objects.select_for_update(of=("self",), no_key=True).get(
            pk=amendment.pk
        )
        motion = motion or Motion.objects.get(pk=amendment.motion_id)
        amendment.motion = motion
    return replace(subject, motion=motion, amendment=amendment)


def _put(
    meeting: Meeting,
    subject: Subject,
    method: str,
    minutes: int,
    *,
    is_quorate: bool,
    at: datetime,
    again_after: Vote | None = None,
) -> Vote:
    present = states.present(meeting)
    attending = meeting.attendance.filter(membership__status="active")
    voting.method_fits(
        meeting, method, about=subject.about, present=present, attending=attending.count()
    ).enforce()
    if minutes not in voting.LENGTHS:
        raise Refused(_("A vote in the app is open for 1, 3 or 5 minutes."))
    is_timed = method != VoteMethod.HANDS
    vote = Vote(
        meeting=meeting,
        about=subject.about,
        motion=subject.motion,
        amendment=subject.amendment if subject.about == VoteAbout.AMENDMENT else None,
        question=subject.question(meeting),
        method=method,
        threshold=subject.threshold,
        present=present,
        quorum_needed=rules.quorum(meeting, members_count(meeting.committee)).needed,
        is_binding=subject.about in subjects.ORDER
        or (is_quorate and subject.about != VoteAbout.PRACTICE),
        opened_at=at,
        closes_at=voting.closing(at, minutes) if is_timed else None,
        again_after=again_after,
    )
    if method == VoteMethod.SECRET:
        vote.contest = _contest(
            vote, list(attending.values_list("membership__public_id", flat=True))
        )
    vote.save()
    if vote.closes_at is not None:
        left = (vote.closes_at - at).total_seconds()
        transaction.on_commit(partial(wake_at_close, meeting.pk, left))
    again = {"again_after": again_after.public_id} if again_after else {}
    log.write(
        meeting,
        LogKind.PUT,
        at=at,
        undo={"vote": vote.public_id},
        **{**facts_of(vote), **subject.facts, **again},
    )
    return vote


def facts_of(vote: Vote) -> dict[str, Any]:
    """What the log says of a vote when it is put."""
    return {
        "vote": vote.public_id,
        "about": vote.about,
        "question": vote.question,
        "method": vote.method,
        "threshold": vote.threshold,
        "present": vote.present,
        "needed": vote.quorum_needed,
        "binding": vote.is_binding,
    }


def _contest(vote: Vote, voters: list[str]) -> Contest:
    """A ballot whose roll is the members who attend now, open at once, on the host's key."""
    assert vote.closes_at is not None  # what is not a show of hands has a time
    with override(vote.meeting.committee.language):
        label = str(VoteAbout(vote.about).label)
        question = label if vote.question == label else f"{label}: {vote.question}"
        answers = [contests.Answer(_("For")), contests.Answer(_("Against"))]
    contest = draft_question(
        question,
        terms=voting.terms_of(vote.threshold),
        voters=voters,
        opens_at=vote.opened_at,
        closes_at=vote.closes_at,
        at=vote.opened_at,
    )
    contest = contests.prepare_contest(contest, options=answers, at=vote.opened_at)
    return contests.open_contest(contest, at=vote.opened_at)


def _length(vote: Vote) -> int:
    """For how many minutes the vote was to be open."""
    if vote.closes_at is None:
        return voting.LENGTHS[0]
    return int((vote.closes_at - vote.opened_at).total_seconds() // 60)


def _unput(meeting: Meeting, entry: LogEntry, at: datetime) -> None:
    """A question that was just put is taken back; a result that stands is set aside instead."""
    vote = meeting.votes.filter(public_id=entry.undo["vote"]).first()
    if vote is None or vote.status not in (VoteStatus.OPEN, VoteStatus.CLOSED):
        raise Refused(_("This vote is decided. Set it aside instead."))
    _end(locked_vote(vote, meeting), at)


log.UNDOERS[LogKind.PUT] = _unput
