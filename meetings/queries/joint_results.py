"""What each committee of a joint meeting decided, side by side, as it was declared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from committees.models import Committee
from meetings.models import (
    JointMeeting,
    Meeting,
    MeetingStatus,
    Resolution,
    Vote,
    VoteAbout,
    VoteOutcome,
    VoteStatus,
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one committee answered to one question; no numbers before it is declared."""

    committee: Committee
    vote: Vote | None
    state: str
    words: str | Promise
    is_adopted: bool
    resolution: Resolution | None
    is_own: bool

    @property
    def has_numbers(self) -> bool:
        return self.vote is not None and self.vote.votes_for is not None


@dataclass(frozen=True, slots=True)
class Question:
    """One question that was put to all, with the answers side by side."""

    title: str
    kicker: str | Promise
    is_motion: bool
    is_declared: bool
    results: list[Result]

    @property
    def adopted(self) -> int:
        """How many committees adopted it."""
        return sum(one.is_adopted for one in self.results)


def last_question(meeting: Meeting, vote: Vote | None) -> Question | None:
    """The vote that stands on the screen of a joint meeting, with every committee side by side."""
    if meeting.joint is None or vote is None:
        return None
    return next(iter(questions(meeting.joint, (), opened_at=vote.opened_at)), None)


def questions(
    joint: JointMeeting, mine: Iterable[int], *, opened_at: datetime | None = None
) -> list[Question]:
    """What was put, newest first or at that moment alone, each with the answer of every committee."""
    meetings = list(
        joint.meetings.exclude(status=MeetingStatus.CANCELLED)
        .select_related("committee__campus")
        .order_by("committee__name", "pk")
    )
    votes = (
        Vote.objects.filter(meeting__in=meetings)
        .exclude(status=VoteStatus.SET_ASIDE)
        .exclude(about=VoteAbout.PRACTICE)
        .select_related("motion__resolution")
        .order_by("-opened_at", "pk")
    )
    if opened_at is not None:
        votes = votes.filter(opened_at=opened_at)
    return [
        _question(meetings, {one.meeting_id: one for one in put}, frozenset(mine))
        for _at, put in groupby(votes, key=lambda one: one.opened_at)
    ]


def _question(meetings: list[Meeting], votes: dict[int, Vote], mine: frozenset[int]) -> Question:
    one = next(iter(votes.values()))
    return Question(
        title=one.motion.title if one.motion else one.question,
        kicker=one.get_about_display(),
        is_motion=one.about == VoteAbout.MOTION,
        is_declared=all(vote.status == VoteStatus.DECLARED for vote in votes.values()),
        results=[_result(meeting, votes.get(meeting.pk), mine) for meeting in meetings],
    )


def _result(meeting: Meeting, vote: Vote | None, mine: frozenset[int]) -> Result:
    resolution = getattr(vote.motion, "resolution", None) if vote and vote.motion else None
    is_carried = vote is not None and vote.outcome == VoteOutcome.CARRIED and vote.is_binding
    return Result(
        committee=meeting.committee,
        vote=vote if vote is not None and vote.status == VoteStatus.DECLARED else None,
        state="missing" if vote is None else vote.status,
        words=_words(vote, resolution),
        is_adopted=is_carried or (vote is not None and resolution is not None),
        resolution=resolution if meeting.committee_id in mine else None,
        is_own=meeting.committee_id in mine,
    )


def _words(vote: Vote | None, resolution: Resolution | None) -> str | Promise:
    if vote is None:
        return _("Nobody was there to vote")
    if vote.status != VoteStatus.DECLARED:
        is_open = vote.status == VoteStatus.OPEN
        return _("Being voted on") if is_open else _("Being counted")
    if vote.is_binding:
        return str(VoteOutcome(vote.outcome).label)
    if resolution is not None:
        return _("Adopted at a later meeting")
    return _("Too few were there: advice, nothing is decided")
