"""Where a debate stands: whether it was closed, who still waits, what was suspended, what conflicts."""

from django.utils.translation import gettext as _

from core.decision import ALLOWED, Decision, denied
from meetings import rules
from meetings.merging import merge
from meetings.models import (
    CLAUSES,
    Amendment,
    LogEntry,
    LogKind,
    Meeting,
    Motion,
    SpeakerStatus,
    SpeechKind,
    VoteAbout,
    VoteOutcome,
)


def advises_without_quorum(meeting: Meeting) -> bool:
    """Whether this kind of meeting advises where too few are there to decide."""
    return not meeting.committee.is_council and rules.quorum(meeting, 0).is_advisory_without


def is_closed(meeting: Meeting, motion: Motion, amendment: Amendment | None) -> bool:
    """Whether the meeting has closed the debate on this motion, or on this amendment to it."""
    about = amendment.public_id if amendment else ""
    closed = _carried(meeting, VoteAbout.CLOSE_DEBATE)
    return any(
        one.facts.get("motion") == motion.public_id and one.facts.get("amendment", "") == about
        for one in closed
    )


def suspended(meeting: Meeting) -> set[str]:
    """The rules that this meeting has suspended for itself, by their keys."""
    found = _carried(meeting, VoteAbout.SUSPEND_RULES)
    return {one.facts["rule"] for one in found if "rule" in one.facts}


def nobody_waits(meeting: Meeting) -> Decision:
    """Whether all who wanted to speak for or against have spoken."""
    if meeting.speakers.filter(
        status=SpeakerStatus.WAITING,
        kind__in=[SpeechKind.FOR, SpeechKind.AGAINST],
        item=meeting.item_id,
    ).exists():
        return denied(
            _("Members wait to speak. Hear them first, or ask the meeting to close the debate.")
        )
    return ALLOWED


def fits_text(amendment: Amendment) -> bool:
    """Whether an amendment still comes into its motion as the motion reads now."""
    return all(
        merge(
            getattr(amendment, f"was_{name}"),
            getattr(amendment.motion, name),
            getattr(amendment, name),
        )
        is not None
        for name in CLAUSES
    )


def in_conflict(motion: Motion) -> list[Amendment]:
    """The undecided amendments that have to be written anew, since the same lines have changed."""
    undecided = motion.amendments.undecided().order_by("submitted_at", "pk")
    return [one for one in undecided.select_related("motion") if not fits_text(one)]


def _carried(meeting: Meeting, about: str) -> list[LogEntry]:
    return list(
        meeting.log.filter(
            kind=LogKind.DECLARED,
            undone_at__isnull=True,
            facts__about=about,
            facts__outcome=VoteOutcome.CARRIED,
        )
    )
