"""A joint meeting as each reader sees it: who meets, and what each committee has decided.

Of another committee nobody reads a name or a number of members: only whether enough are there, a
band of how many, and the results as they were declared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from committees.models import Committee, Membership
from committees.queries.faces import coarse
from committees.standing import may_begin
from core.decision import Decision
from meetings import permissions, rules
from meetings.models import (
    UNCLOSED,
    AgendaItem,
    Attendance,
    ItemKind,
    JointMeeting,
    JointPart,
    JointPartStatus,
    Meeting,
    MeetingStatus,
    Speaker,
    SpeakerStatus,
)
from meetings.permissions.joint import MOST_COMMITTEES
from meetings.queries.joint_results import Question, questions
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
class Own:
    """A committee of the reader's in a joint meeting, and what the reader may answer for it."""

    part: JointPart
    meeting: Meeting | None
    may_enter: Decision | None
    may_accept: Decision
    may_decline: Decision
    may_withdraw: Decision
    accept_until: datetime
    notice: str

    @property
    def follows(self) -> bool:
        """Whether its meeting goes on, and an open page of it is told of what changes."""
        return self.meeting is not None and self.meeting.status in UNCLOSED


@dataclass(frozen=True, slots=True)
class JointPage:
    """The page of a joint meeting."""

    joint: JointMeeting
    leading: Meeting
    lines: list[Line]
    questions: list[Question]
    own: list[Own]
    may_invite: Decision | None
    agenda: list[AgendaItem]

    @property
    def is_ahead(self) -> bool:
        return self.leading.status == MeetingStatus.CALLED

    @property
    def is_over(self) -> bool:
        return self.leading.status == MeetingStatus.CLOSED

    @property
    def takes_part(self) -> bool:
        """Whether a committee of the reader's does: nobody else reads who is there, and the results."""
        return any(one.takes_part for one in self.lines if one.is_own)

    @property
    def home(self) -> Committee:
        """The committee by whose clock this page is read."""
        return self.own[0].part.committee if self.own else self.joint.host

    @property
    def is_elsewhere(self) -> bool:
        """Whether the clock at its place shows another time than the reader's committee's."""
        at, here = self.leading.starts_at, self.home.timezone
        return at.astimezone(here).utcoffset() != at.astimezone(self.leading.timezone).utcoffset()

    @property
    def followed(self) -> Meeting | None:
        """The reader's own meeting that goes on, whose stream says when something changes."""
        going_on = [one.meeting for one in self.own if one.meeting and one.follows]
        return min(going_on, key=lambda one: one.pk, default=None)


def joint_page(joint: JointMeeting, members: list[Membership], now: datetime) -> JointPage:
    """What whoever has these memberships sees of it."""
    leading = joint.leading
    assert leading is not None  # the page is found only for one that leads somewhere
    mine = {one.committee_id: one for one in members}
    host = mine.get(joint.host_id)
    calls = host is not None and coordinates(host, joint.host)
    lines = _lines(joint, mine)
    takes_part = any(one.takes_part for one in lines if one.is_own)
    own = [
        _own(one.part, joint, one.meeting, mine[one.committee.pk], now)
        for one in lines
        if one.is_own
    ]
    return JointPage(
        joint=joint,
        leading=leading,
        lines=[
            one if takes_part else replace(one, is_there=False)
            for one in lines
            if one.takes_part or calls or one.is_own
        ],
        questions=questions(joint, mine) if takes_part else [],
        own=own,
        may_invite=permissions.invite_committee(host, joint, now) if host and calls else None,
        agenda=_business(leading) if any(one.may_decline for one in own) else [],
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


def invited(user: User, now: datetime) -> list[tuple[JointPart, datetime]]:
    """What this person can accept for a committee now, and until when; one query."""
    rows = JointPart.objects.visible_to(user).filter(
        status=JointPartStatus.INVITED,
        joint__leading__status=MeetingStatus.CALLED,
        joint__leading__starts_at__gt=now,
    )
    found = [
        (one, _accept_until(one, one.joint))
        for one in rows.select_related("committee", "joint__host", "joint__leading")
        if may_begin(one.committee) and may_begin(one.joint.host)
    ]
    return [(part, until) for part, until in found if now <= until]


def _accept_until(part: JointPart, joint: JointMeeting) -> datetime:
    """The last moment at which its members get the notice in time."""
    leading = joint.leading
    assert leading is not None  # found alone where it leads somewhere
    return rules.notice_until(part.committee, leading.kind, leading.starts_at)


def _business(leading: Meeting) -> list[AgendaItem]:
    return list(leading.agenda.filter(kind=ItemKind.BUSINESS).order_by("position"))


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


def _own(
    part: JointPart, joint: JointMeeting, meeting: Meeting | None, member: Membership, now: datetime
) -> Own:
    part.joint = joint
    assert joint.leading is not None  # the page is found only for one that leads somewhere
    return Own(
        part=part,
        meeting=meeting,
        may_enter=permissions.attend_meeting(member, meeting, now) if meeting else None,
        may_accept=permissions.accept_joint_meeting(member, part, now),
        may_decline=permissions.decline_joint_meeting(member, part, now),
        may_withdraw=permissions.withdraw_from_joint_meeting(member, part, now),
        accept_until=_accept_until(part, joint),
        notice=rules.notice_words(part.committee, joint.leading.kind),
    )
