"""A joint meeting as each reader sees it: who meets, and what each committee has decided.

Of another committee nobody reads a name or a number of members: only whether enough are there, a
band of how many, and the results as they were declared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.queries.faces import coarse
from core.decision import Decision
from meetings import permissions, rules
from meetings.models import (
    Attendance,
    JointMeeting,
    JointPart,
    JointPartStatus,
    Meeting,
    MeetingStatus,
    Resolution,
    Speaker,
    SpeakerStatus,
    Vote,
    VoteAbout,
    VoteOutcome,
    VoteStatus,
)
from meetings.permissions.joint import MOST_COMMITTEES
from meetings.roles import coordinates

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One committee: whether it takes part, whether enough of it are there, who of it would speak."""

    part: JointPart
    committee: Committee
    meeting: Meeting | None
    is_host: bool
    has_chair: bool
    is_own: bool
    is_there: bool
    is_quorate: bool
    band: str
    waiting: int
    speaks: bool

    @property
    def takes_part(self) -> bool:
        return self.part.status == JointPartStatus.ACCEPTED


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


@dataclass(frozen=True, slots=True)
class Own:
    """A committee of the reader's in a joint meeting, and what the reader may answer for it."""

    part: JointPart
    meeting: Meeting | None
    may_enter: Decision | None
    may_accept: Decision
    may_withdraw: Decision
    coordinates: bool


@dataclass(frozen=True, slots=True)
class JointPage:
    """The page of a joint meeting."""

    joint: JointMeeting
    leading: Meeting
    lines: list[Line]
    questions: list[Question]
    own: list[Own]
    may_invite: Decision | None

    @property
    def is_ahead(self) -> bool:
        return self.leading.status == MeetingStatus.CALLED


def joint_page(joint: JointMeeting, members: list[Membership], now: datetime) -> JointPage:
    """What whoever has these memberships sees of it."""
    leading = joint.leading
    assert leading is not None  # the page is found only for one that leads somewhere
    mine = {one.committee_id: one for one in members}
    host = mine.get(joint.host_id)
    calls = host is not None and coordinates(host, joint.host)
    lines = _lines(joint, mine)
    return JointPage(
        joint=joint,
        leading=leading,
        lines=[one for one in lines if one.takes_part or calls or one.is_own],
        questions=questions(joint, mine),
        own=[
            _own(one.part, one.meeting, mine[one.committee.pk], now) for one in lines if one.is_own
        ],
        may_invite=permissions.invite_committee(host, joint, now) if host and calls else None,
    )


def beside(meeting: Meeting) -> list[Line]:
    """The other committees that take part, as whoever chairs `meeting` sees them."""
    if meeting.joint is None:
        return []
    rows = _lines(meeting.joint, {meeting.committee_id: None})
    return [one for one in rows if one.takes_part and not one.is_own]


def committees_of(meeting: Meeting) -> list[Committee]:
    """The other committees that take part; none outside a joint meeting."""
    if meeting.joint_id is None:
        return []
    rows = JointPart.objects.taking_part().filter(joint=meeting.joint_id)
    rows = rows.exclude(committee=meeting.committee_id).select_related("committee__campus")
    return [one.committee for one in rows.order_by("committee__name", "pk")]


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


def committees_to_invite(joint: JointMeeting, found: Iterable[int], words: str) -> list[Committee]:
    """Founded committees at these campuses, or so named, that have not been asked or have declined."""
    asked = joint.parts.exclude(status=JointPartStatus.DECLINED).values("committee")
    rows = Committee.objects.visible_to(None).founded().so_named(words, found)
    rows = rows.exclude(kind="council").exclude(pk__in=asked)
    return list(rows.select_related("campus").order_by("name", "pk")[:MOST_FOUND])


def invitations(committee: Committee) -> list[JointPart]:
    """The joint meetings to which this committee is invited and has not answered."""
    rows = committee.joint_parts.filter(
        status=JointPartStatus.INVITED, joint__leading__status=MeetingStatus.CALLED
    )
    return list(rows.select_related("joint__host", "joint__leading").order_by("invited_at", "pk"))


def _lines(joint: JointMeeting, mine: Iterable[int]) -> list[Line]:
    """Every committee that was asked: the host first, then by name."""
    own = frozenset(mine)
    meetings = {one.committee_id: one for one in joint.meetings.select_related("committee")}
    numbers = _numbers(joint)
    parts = joint.parts.select_related("committee__campus").order_by("committee__name", "pk")
    lines = []
    for part in sorted(
        parts[: 2 * MOST_COMMITTEES], key=lambda one: one.committee_id != joint.host_id
    ):
        meeting = meetings.get(part.committee_id)
        is_there = meeting is not None and meeting.status == MeetingStatus.OPEN
        its = numbers.get(meeting.pk, _NOBODY) if meeting is not None else _NOBODY
        lines.append(
            Line(
                part=part,
                committee=part.committee,
                meeting=meeting,
                is_host=part.committee_id == joint.host_id,
                has_chair=meeting is not None and meeting.pk == joint.leading_id,
                is_own=part.committee_id in own,
                is_there=is_there,
                is_quorate=meeting is not None
                and is_there
                and rules.quorum(meeting, its.members).is_met(its.present),
                band=coarse(its.present),
                waiting=its.waiting,
                speaks=its.speaking > 0,
            )
        )
    return lines


class _Numbers(NamedTuple):
    """Of one open meeting; nobody else reads them as they are."""

    members: int
    present: int
    waiting: int
    speaking: int


_NOBODY = _Numbers(0, 0, 0, 0)


def _numbers(joint: JointMeeting) -> dict[int, _Numbers]:
    """By meeting, for those that are open; four queries, however many committees there are."""
    here = joint.meetings.filter(status=MeetingStatus.OPEN)
    members = _by(
        Membership.objects.active().filter(committee__in=here.values("committee")), "committee"
    )
    attending = _by(
        Attendance.objects.filter(meeting__in=here, membership__status="active"), "meeting"
    )
    speakers = Speaker.objects.filter(meeting__in=here)
    on_the_item = Q(item=F("meeting__item")) | Q(item=None, meeting__item=None)
    waiting = _by(speakers.filter(on_the_item, status=SpeakerStatus.WAITING), "meeting")
    speaking = _by(speakers.filter(status=SpeakerStatus.SPEAKING), "meeting")
    return {
        pk: _Numbers(
            members.get(committee, 0),
            attending.get(pk, 0) + counted,
            waiting.get(pk, 0),
            speaking.get(pk, 0),
        )
        for pk, committee, counted in here.values_list("pk", "committee", "hand_count")
    }


def _by(rows: QuerySet[Any], column: str) -> dict[int, int]:
    """How many of the rows belong to each."""
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))


def _own(part: JointPart, meeting: Meeting | None, member: Membership, now: datetime) -> Own:
    return Own(
        part=part,
        meeting=meeting,
        may_enter=permissions.attend_meeting(member, meeting, now) if meeting else None,
        may_accept=permissions.accept_joint_meeting(member, part, now),
        may_withdraw=permissions.withdraw_from_joint_meeting(member, part, now),
        coordinates=coordinates(member, part.committee),
    )


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
        return _("Being voted on")
    if vote.is_binding:
        return str(VoteOutcome(vote.outcome).label)
    if resolution is not None:
        return _("Adopted at a later meeting")
    return _("Too few were there: advice, nothing is decided")
