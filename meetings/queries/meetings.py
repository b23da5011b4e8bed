"""What the pages show of meetings, as frozen values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from committees.models import Committee, CommitteeStatus, Mandate, Membership, Office
from committees.standing_orders import Quorum
from core.decision import Decision
from meetings import permissions, rules
from meetings.matters import waiting_in
from meetings.models import AgendaItem, Coming, Meeting, MeetingStatus, Motion
from meetings.queries.fair_hours import LocalTime, local_times
from meetings.queries.motions import not_on_agenda
from meetings.roles import not_ended
from meetings.times import resolve

ASKED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting that is called or open, as a list shows it, until it is closed."""

    public_id: str
    title: str
    kind: str
    committee: str
    committee_id: str
    starts_at: datetime
    ends_at: datetime
    timezone: tzinfo
    home_zone: tzinfo
    is_open: bool
    is_over: bool
    coming: int
    am_coming: bool
    needs_answer: bool
    needs_closing: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything that one meeting's page shows to one member."""

    meeting: Meeting
    agenda: list[AgendaItem]
    agenda_minutes: int
    coming: int
    am_coming: bool
    members: int
    quorum: Quorum
    is_over: bool
    is_ambiguous: bool
    may_say_coming: Decision
    may_change: Decision
    may_cancel: Decision
    may_open: Decision
    may_close: Decision
    is_coordinator: bool
    off_agenda: list[Motion]
    may_submit: Decision
    may_plan: Decision
    may_enter: Decision
    may_chair: Decision
    local_times: list[LocalTime]

    @property
    def asks_whether_coming(self) -> bool:
        """Whether the page's one question is still unanswered."""
        return bool(self.may_say_coming) and not self.am_coming

    @property
    def most(self) -> int:
        """The end of the meter: all members, or the quorum where they are too few for it."""
        return max(self.members, self.quorum.needed)


def upcoming(user: User, now: datetime) -> list[Ahead]:
    """The meetings in all of this person's committees that are not closed, those that have begun
    first, then the next one; one query.

    `needs_answer`: within seven days, and the member has not said that they are coming.
    `needs_closing`: it has begun, and the member is a coordinator there.
    """
    return _ahead(Meeting.objects.visible_to(user), user, now)


def of_committee(committee: Committee, user: User, now: datetime) -> list[Ahead]:
    """The same of one committee; one query."""
    return _ahead(Meeting.objects.filter(committee=committee), user, now)


def past(committee: Committee, now: datetime, most: int = 50) -> list[Meeting]:
    """The latest meetings that are over, closed or cancelled, newest first."""
    ended = Q(status__in=[MeetingStatus.CLOSED, MeetingStatus.CANCELLED])
    left_behind = Q(ends_at__lte=now, committee__status=CommitteeStatus.DISSOLVED)
    return list(committee.meetings.filter(ended | left_behind).order_by("-starts_at", "-pk")[:most])


def meeting_page(meeting: Meeting, member: Membership, now: datetime) -> MeetingPage:
    """What `member` sees of `meeting` and may do with it."""
    agenda = _agenda(meeting)
    coming = Coming.objects.filter(meeting=meeting, membership=OuterRef("pk"))
    roll = Membership.objects.active().filter(committee=meeting.committee)
    said = roll.annotate(comes=Exists(coming)).aggregate(
        members=Count("pk"),
        all=Count("pk", filter=Q(comes=True)),
        mine=Count("pk", filter=Q(comes=True, pk=member.pk)),
    )
    return MeetingPage(
        meeting=meeting,
        agenda=agenda,
        agenda_minutes=sum(one.minutes or 0 for one in agenda),
        coming=said["all"],
        am_coming=bool(said["mine"]),
        members=said["members"],
        quorum=rules.quorum(meeting, said["members"]),
        is_over=meeting.is_over(now),
        is_ambiguous=resolve(meeting.local_date, meeting.local_time, meeting.timezone).is_ambiguous,
        may_say_coming=permissions.say_coming(member, meeting, now),
        may_change=permissions.change_meeting(member, meeting, now),
        may_cancel=permissions.cancel_meeting(member, meeting),
        may_open=permissions.open_meeting(member, meeting, now),
        may_close=permissions.close_meeting(member, meeting, now),
        is_coordinator=bool(permissions.call_meeting(member, meeting.committee)),
        off_agenda=not_on_agenda(meeting),
        may_submit=permissions.submit_motion(member, meeting.committee)
        if not_ended(meeting)
        else not_ended(meeting),
        may_plan=permissions.plan_agenda(member, meeting),
        may_enter=permissions.attend_meeting(member, meeting, now),
        may_chair=permissions.chair_meeting(member, meeting),
        local_times=local_times(meeting),
    )


def _agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items in order; what still waits for a decision leads to its page."""
    items = list(meeting.agenda.select_related("motion").order_by("position"))
    if any(one.reference for one in items):
        urls = {one.reference: one.url for one in waiting_in(meeting.committee)}
        for one in items:
            one.matter_url = urls.get(one.reference, "")
    return items


def _ahead(meetings: QuerySet[Meeting], user: User, now: datetime) -> list[Ahead]:
    mine = Coming.objects.filter(
        meeting=OuterRef("pk"), membership__user=user, membership__status="active"
    )
    said = (
        Coming.objects.filter(meeting=OuterRef("pk"), membership__status="active")
        .order_by()
        .values("meeting")
        .annotate(all=Count("pk"))
        .values("all")
    )
    coordinates = Mandate.objects.live().filter(
        membership__committee=OuterRef("committee"),
        membership__user=user,
        membership__status="active",
        office=Office.COORDINATOR,
    )
    rows: Iterable[Any] = (
        Meeting.objects.filter(pk__in=meetings.values("pk"))
        .unclosed()
        .select_related("committee")
        .order_by("starts_at", "pk")
        .annotate(said=Subquery(said), is_mine=Exists(mine), coordinates=Exists(coordinates))
    )
    return [_as_listed(one, now) for one in rows]


def _as_listed(one: Any, now: datetime) -> Ahead:
    is_over = one.ends_at <= now
    is_open = one.status == MeetingStatus.OPEN
    needs_closing = one.coordinates and (is_open or one.starts_at <= now)
    is_soon = one.starts_at <= now + ASKED_WITHIN
    return Ahead(
        public_id=one.public_id,
        title=one.title,
        kind=one.get_kind_display(),
        committee=one.committee.name,
        committee_id=one.committee.public_id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        timezone=one.timezone,
        home_zone=one.committee.timezone,
        is_open=is_open and not is_over,
        is_over=is_over,
        coming=one.said or 0,
        am_coming=one.is_mine,
        needs_answer=is_soon and not (is_over or needs_closing or one.is_mine),
        needs_closing=needs_closing,
    )
