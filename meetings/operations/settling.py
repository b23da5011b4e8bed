"""What follows from a result, and how it is taken back where the vote is set aside."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from committees.models import Membership
from core.models import Event
from meetings import debate, effects
from meetings.models import (
    AgendaItem,
    AmendmentStatus,
    CirculationStatus,
    ItemKind,
    MeetingKind,
    Motion,
    MotionStatus,
    Resolution,
    Vote,
    VoteAbout,
    VoteOutcome,
)
from meetings.operations import adoption
from meetings.operations.amendments import apply_amendment, restore_text
from meetings.operations.minutes import approve_minutes
from meetings.subjects import Subject


@dataclass(frozen=True, slots=True)
class Followed:
    """What the log says beside the numbers, and what takes back what was done."""

    facts: dict[str, Any] = field(default_factory=dict)
    undo: dict[str, Any] = field(default_factory=dict)


def settle(vote: Vote, subject: Subject, *, by: Membership, at: datetime) -> Followed:
    """Do what the declared vote decides. Its motion and amendment are changed, its row is not."""
    if vote.about == VoteAbout.PRACTICE:
        return Followed()
    if not vote.is_binding:
        return _advised(vote)
    following = _FOLLOWS.get(VoteAbout(vote.about))
    return following(vote, subject, by, at) if following else Followed()


def take_back(vote: Vote, undo: dict[str, Any], *, at: datetime) -> None:
    """The meeting as it was before this result."""
    if not vote.is_binding:
        _unadvise(vote)
        return
    taking = _BACK.get(VoteAbout(vote.about))
    if taking:
        taking(vote, undo, at)


def _is_carried(vote: Vote) -> bool:
    return vote.outcome == VoteOutcome.CARRIED


# Without a quorum ------------------------------------------------------------------------------------


def _advised(vote: Vote) -> Followed:
    """Nothing is decided: a motion waits on the agenda, and goes to the next meeting with it."""
    if vote.about == VoteAbout.MOTION:
        _become(_motion(vote), MotionStatus.ON_AGENDA, None)
    if vote.amendment is not None:
        _amendment_becomes(vote, AmendmentStatus.SECONDED, None)
    return Followed()


def _unadvise(vote: Vote) -> None:
    if vote.about == VoteAbout.MOTION:
        _become(_motion(vote), MotionStatus.MOVED, None)
    if vote.amendment is not None:
        _amendment_becomes(vote, AmendmentStatus.MOVED, None)


# Motions ---------------------------------------------------------------------------------------------


def _decide_motion(vote: Vote, _subject: Subject, _by: Membership, at: datetime) -> Followed:
    motion = _motion(vote)
    waiting = motion.amendments.filter(status=AmendmentStatus.SECONDED)
    undo: dict[str, Any] = {"fell": list(waiting.values_list("public_id", flat=True))}
    waiting.update(status=AmendmentStatus.FELL, decided_at=at)
    if not _is_carried(vote):
        _become(motion, MotionStatus.LOST, at)
        adoption.answer_circulation(motion, CirculationStatus.REJECTED, at=at)
        effects.lose(motion, at)
        return Followed(undo=undo)
    _become(motion, MotionStatus.CARRIED, at)
    undo["rules"] = adoption.rules_before(motion)
    resolution = adoption.adopt_resolution(motion, vote=vote, at=at)
    undo["effect"] = effects.carry(motion, resolution, at)
    facts: dict[str, Any] = {"resolution": str(resolution)}
    if vote.meeting.kind == MeetingKind.EMERGENCY:
        facts["to_confirm"] = resolution.public_id
    return Followed(facts, undo)


def _undecide_motion(vote: Vote, undo: dict[str, Any], at: datetime) -> None:
    motion = _motion(vote)
    if _is_carried(vote):
        resolution = Resolution.objects.filter(motion=motion).first()
        if resolution is not None:
            effects.undo(motion, resolution, undo.get("effect", {}), at)
        adoption.take_back_resolution(motion, at=at, rules_before=undo.get("rules"))
    else:
        effects.unlose(motion, at)
    adoption.answer_circulation(motion, CirculationStatus.PUT, at=None)
    _become(motion, MotionStatus.MOVED, None)
    motion.amendments.filter(public_id__in=undo.get("fell", [])).update(
        status=AmendmentStatus.SECONDED, decided_at=None
    )


def _decide_amendment(vote: Vote, _subject: Subject, _by: Membership, at: datetime) -> Followed:
    assert vote.amendment is not None  # a constraint of the table
    if not _is_carried(vote):
        _amendment_becomes(vote, AmendmentStatus.LOST, at)
        return Followed()
    motion = Motion.objects.select_for_update(of=("self",)).get(pk=_motion(vote).pk)
    vote.motion = vote.amendment.motion = motion
    before = apply_amendment(vote.amendment, at=at)
    _amendment_becomes(vote, AmendmentStatus.CARRIED, at)
    conflicts = [one.public_id for one in debate.in_conflict(motion)]
    return Followed({"version": motion.version, "conflicts": conflicts}, {"text": dict(before)})


def _undecide_amendment(vote: Vote, undo: dict[str, Any], _at: datetime) -> None:
    if _is_carried(vote):
        motion = Motion.objects.select_for_update(of=("self",)).get(pk=_motion(vote).pk)
        restore_text(motion, **undo["text"])
    _amendment_becomes(vote, AmendmentStatus.MOVED, None)


# Procedure -------------------------------------------------------------------------------------------


def _hear_emergency(vote: Vote, _subject: Subject, _by: Membership, at: datetime) -> Followed:
    if not _is_carried(vote):
        return Followed()
    motion, meeting = _motion(vote), vote.meeting
    before = motion.meeting.public_id if motion.meeting else ""
    motion.meeting, motion.emergency_at, motion.status = meeting, at, MotionStatus.ON_AGENDA
    motion.save(update_fields=["meeting", "emergency_at", "status"])
    if not meeting.agenda.filter(motion=motion).exists():
        last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
        AgendaItem.objects.create(
            meeting=meeting,
            kind=ItemKind.MOTION,
            motion=motion,
            title=motion.title,
            position=last + 1,
        )
    return Followed(undo={"meeting": before})


def _unhear(vote: Vote, undo: dict[str, Any], _at: datetime) -> None:
    if not _is_carried(vote):
        return
    motion = _motion(vote)
    vote.meeting.agenda.filter(motion=motion).delete()
    if undo.get("meeting") != vote.meeting.public_id:
        motion.meeting = None
    motion.emergency_at, motion.status = None, MotionStatus.SECONDED
    motion.save(update_fields=["meeting", "emergency_at", "status"])


def _challenge(vote: Vote, _subject: Subject, _by: Membership, _at: datetime) -> Followed:
    return Followed({"upheld": _is_carried(vote)})


def _minutes(vote: Vote, subject: Subject, by: Membership, at: datetime) -> Followed:
    if _is_carried(vote) and subject.minutes is not None:
        approve_minutes(subject.minutes, in_meeting=vote.meeting, by=by, at=at)
    return Followed()


def _confirm(vote: Vote, subject: Subject, _by: Membership, at: datetime) -> Followed:
    """An emergency meeting's resolution that is not confirmed is in force no longer."""
    resolution = subject.resolution
    if resolution is None:
        return Followed()
    if _is_carried(vote):
        Event.record("meetings.resolution_confirmed", resolution, by=None, at=at)
        return Followed()
    adoption.rescind(resolution, by=None, at=at)
    return Followed(undo={"rescinded": resolution.public_id})


def _unconfirm(vote: Vote, undo: dict[str, Any], at: datetime) -> None:
    if "rescinded" in undo:
        adoption.unrescind(vote.meeting.committee, undo["rescinded"], at=at)


def _motion(vote: Vote) -> Motion:
    assert vote.motion is not None  # permissions and constraints ask for one
    return vote.motion


def _become(motion: Motion, status: str, decided_at: datetime | None) -> None:
    motion.status, motion.decided_at = status, decided_at
    motion.save(update_fields=["status", "decided_at"])


def _amendment_becomes(vote: Vote, status: str, decided_at: datetime | None) -> None:
    assert vote.amendment is not None  # a constraint of the table
    vote.amendment.status, vote.amendment.decided_at = status, decided_at
    vote.amendment.save(update_fields=["status", "decided_at"])


_FOLLOWS: dict[VoteAbout, Callable[[Vote, Subject, Membership, datetime], Followed]] = {
    VoteAbout.MOTION: _decide_motion,
    VoteAbout.AMENDMENT: _decide_amendment,
    VoteAbout.HEAR_EMERGENCY: _hear_emergency,
    VoteAbout.CHALLENGE_CHAIR: _challenge,
    VoteAbout.MINUTES: _minutes,
    VoteAbout.OTHER: _confirm,
}
_BACK: dict[VoteAbout, Callable[[Vote, dict[str, Any], datetime], None]] = {
    VoteAbout.MOTION: _undecide_motion,
    VoteAbout.AMENDMENT: _undecide_amendment,
    VoteAbout.HEAR_EMERGENCY: _unhear,
    VoteAbout.OTHER: _unconfirm,
}
