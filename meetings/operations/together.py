"""What is ruled in a joint meeting is done in the meeting of every committee that takes part.

An operation so marked does its own five beats in each of them: each has its own log, votes and
minutes, and its rules are asked for each. Where one refuses, nothing is done in any.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Refused
from meetings import roles, states
from meetings.models import (
    UNCLOSED,
    AgendaItem,
    ItemKind,
    Meeting,
    Motion,
    Vote,
    VoteStatus,
)
from meetings.operations import log

P = ParamSpec("P")
R = TypeVar("R")
# The subject of the operation in another of the meetings, and what is given to it otherwise than
# here; None where there is nothing to do.
Twin = Callable[[Any, Meeting, dict[str, Any]], tuple[Any, dict[str, Any]] | None]
BEING_TAKEN = (VoteStatus.OPEN, VoteStatus.CLOSED)
LAST = (*BEING_TAKEN, VoteStatus.DECLARED)


def together(twin: Twin, *, by_host: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark an operation of whoever chairs, or with `by_host` of whoever called the meeting."""

    def marked(operation: Callable[P, R]) -> Callable[P, R]:
        @wraps(operation)
        def everywhere(*given: P.args, **named: P.kwargs) -> R:
            subject: Any = given[0]
            meeting = subject if isinstance(subject, Meeting) else subject.meeting
            by: Any = named["by"]
            if meeting is None or not _leads(by, meeting, by_host=by_host):
                return operation(*given, **named)
            with transaction.atomic():
                log.lock_all(meeting)
                there = [(one, twin(subject, one, dict(named))) for one in others(meeting)]
                done = operation(*given, **named)
                for one, its in there:
                    if its is not None:
                        _in(one, operation, its[0], {**named, **its[1]})
                    else:  # its open pages show what the others do beside its own
                        log.changed(one)
            return done

        return everywhere

    return marked


def others(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the other committees that are held as one with this, and go on."""
    if meeting.joint_id is None:
        return Meeting.objects.none()
    rows = Meeting.objects.filter(joint=meeting.joint_id, status__in=UNCLOSED)
    return rows.exclude(pk=meeting.pk).select_related("committee__campus", "item").order_by("pk")


def same_meeting(_subject: Meeting, other: Meeting, named: dict[str, Any]) -> Any:
    """The meeting itself; a version that was seen is that of the page of whoever ruled."""
    return other, _unseen(named)


def same_present(_subject: Meeting, other: Meeting, _named: dict[str, Any]) -> Any:
    """Each closes with how many are counted there."""
    return other, {"present": states.present(other) or None}


def same_entry(meeting: Meeting, other: Meeting, named: dict[str, Any]) -> Any:
    """The entry of the log that was made in the same moment."""
    entry = meeting.log.filter(number=named["number"]).first()
    its = entry and other.log.filter(kind=entry.kind, at=entry.at).order_by("-number").first()
    return its and (other, {"number": its.number})


def same_item(item: AgendaItem, other: Meeting, named: dict[str, Any]) -> Any:
    """The item of the same motion; else the one that reads the same."""
    rows = other.agenda.filter(kind=item.kind)
    if item.kind == ItemKind.MOTION:
        its = rows.filter(motion__shared=item.motion.shared).first() if item.motion else None
    else:
        here = Case(When(position=item.position, then=0), default=1)
        its = rows.filter(title=item.title).order_by(here, "done_at", "position").first()
    return its and (its, _unseen(named))


def same_motion(motion: Motion, other: Meeting, named: dict[str, Any]) -> Any:
    """The copy of the motion on which the other committee decides."""
    its = copy_of(motion, other)
    return its and (its, _unseen(named))


def same_question(_meeting: Meeting, other: Meeting, named: dict[str, Any]) -> Any:
    """The same question, where anybody is there to answer it."""
    if not states.present(other):
        return None
    subject = named["subject"]
    if subject.motion is not None:
        motion = copy_of(subject.motion, other)
        if motion is None:
            return None
        subject = type(subject)(about=subject.about, motion=motion, text=subject.text)
    return other, {**_unseen(named), "subject": subject}


def same_vote(*statuses: str) -> Twin:
    """The vote that was put in the same moment, where it is in one of these statuses."""

    def found(vote: Vote, other: Meeting, named: dict[str, Any]) -> Any:
        its = other.votes.filter(opened_at=vote.opened_at, status__in=statuses).first()
        return its and (its, _unseen(named))

    return found


def copy_of(motion: Motion, other: Meeting) -> Motion | None:
    """The motion in the other meeting that is the same as this one."""
    rows = Motion.objects.filter(meeting=other).exclude(shared="")
    return rows.filter(shared=motion.shared).select_related("meeting__committee__campus").first()


def _leads(by: Membership | None, meeting: Meeting, *, by_host: bool) -> bool:
    """Whether who acts does so in the meeting from which the others follow."""
    if by is None or meeting.joint_id is None or by.committee_id != meeting.committee_id:
        return False
    if by_host:
        return roles.caller_of(meeting).pk == by.committee_id
    return roles.led_in(meeting).pk == meeting.pk


def _in(other: Meeting, operation: Callable[..., Any], subject: Any, named: Any) -> None:
    """Do it in the other meeting; what refuses says for which committee."""
    try:
        operation(subject, **named)
    except Refused as refused:
        raise Refused(
            _("%(committee)s: %(reason)s") % {"committee": other.committee.name, "reason": refused}
        ) from refused


def _unseen(named: dict[str, Any]) -> dict[str, Any]:
    return {"seen": None} if "seen" in named else {}
