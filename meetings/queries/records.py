"""What the pages show of minutes, actions and resolutions, as frozen values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Q, QuerySet, When

from accounts.models import User
from committees.models import Committee, Mandate, Membership
from core.decision import Decision
from meetings import permissions
from meetings.models import (
    ActionItem,
    Circulation,
    CirculationStatus,
    ItemKind,
    Meeting,
    MeetingStatus,
    Minutes,
    MinutesStatus,
    MinutesVersion,
    Resolution,
    Vote,
    VoteAbout,
    VoteStatus,
)
from meetings.queries import named_votes, paths
from meetings.queries.named_votes import VotedByName
from meetings.queries.paths import Answer, Step
from meetings.roles import chairs

MOST_COMMITTEES = 20


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One thing to be done. `who` names only somebody who carries an office."""

    action: ActionItem
    who: str
    is_taken: bool
    is_mine: bool
    is_late: bool
    may_take: Decision
    may_finish: Decision


@dataclass(frozen=True, slots=True)
class MeetingRecords:
    """What is left of one meeting."""

    minutes: Minutes | None
    resolutions: list[Resolution]
    actions: list[ActionLine]
    may_note: Decision

    @property
    def are_there(self) -> bool:
        return bool(self.minutes or self.resolutions or self.actions or self.may_note)


@dataclass(frozen=True, slots=True)
class Approval:
    """Minutes that a running meeting could approve, and whether this member may say so."""

    minutes: Minutes
    meeting: Meeting
    may_approve: Decision


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes of one meeting, as one member sees them."""

    minutes: Minutes
    versions: int
    may_edit: Decision
    approvals: list[Approval]
    named: list[VotedByName]
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Travels:
    """What became of a resolution elsewhere: numbers, and the public answers."""

    sent: int
    put: int
    adopted: int
    amended: int
    rejected: int
    answers: list[Resolution]


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """One resolution as one member of its committee sees it."""

    resolution: Resolution
    vote: Vote | None
    rescinds: Resolution | None
    travels: Travels
    history: list[Step]
    answers: list[Answer]
    may_publish: Decision
    may_unpublish: Decision
    may_act_on: Decision
    may_report_back: Decision
    may_send: Decision


def of_meeting(meeting: Meeting, member: Membership, user: User, now: datetime) -> MeetingRecords:
    """Its minutes, its resolutions and what is to be done after it."""
    minutes = Minutes.objects.visible_to(user, now).filter(meeting=meeting).first()
    resolutions = Resolution.objects.visible_to(user, now).filter(meeting=meeting)
    return MeetingRecords(
        minutes=minutes,
        resolutions=list(resolutions.order_by("year", "number")),
        actions=action_lines(ActionItem.objects.filter(meeting=meeting), member, now),
        may_note=permissions.note_action(member, meeting),
    )


def action_lines(rows: QuerySet[ActionItem], member: Membership, now: datetime) -> list[ActionLine]:
    """What is to be done, soonest first, what is done last; two queries."""
    today = now.astimezone(member.committee.timezone).date()
    actions = list(
        rows.select_related("meeting__committee", "membership").order_by("done_at", "due_on", "pk")
    )
    # Open ones first: PostgreSQL puts null last.
    actions.sort(key=lambda one: one.done_at is not None)
    takers = [one.membership_id for one in actions if one.membership_id]
    held: dict[int, list[str]] = {}
    mandates = Mandate.objects.live().filter(membership__in=takers, membership__status="active")
    for mandate in mandates.select_related("membership").order_by("given_at", "pk"):
        offices = held.setdefault(mandate.membership_id, [mandate.membership.shown_name])
        offices.append(mandate.get_office_display())
    return [_line(one, member, held, today) for one in actions]


def _line(
    action: ActionItem, member: Membership, held: dict[int, list[str]], today: object
) -> ActionLine:
    name, *_offices = held.get(action.membership_id or 0, [""])
    return ActionLine(
        action=action,
        who=name,
        is_taken=action.membership is not None and action.membership.is_active,
        is_mine=action.membership_id == member.pk,
        is_late=action.done_at is None and action.due_on < today,  # type: ignore[operator]
        may_take=permissions.take_action(member, action),
        may_finish=permissions.finish_action(member, action),
    )


def minutes_page(minutes: Minutes, member: Membership, now: datetime) -> MinutesPage:
    """The minutes, and what this member may do with them."""
    versions = minutes.versions.count()
    is_draft = minutes.status == MinutesStatus.DRAFTED
    return MinutesPage(
        minutes=minutes,
        versions=versions,
        may_edit=permissions.edit_minutes(member, minutes),
        approvals=_approvals(minutes, member) if is_draft else [],
        named=named_votes.of_meeting(minutes.meeting) if member.committee.is_council else [],
        is_overdue=is_overdue(minutes, versions, now),
    )


def is_overdue(minutes: Minutes, versions: int, now: datetime) -> bool:
    """Nobody has read the draft through in the time that the rules give."""
    return minutes.status == MinutesStatus.DRAFTED and versions < 2 and minutes.due_at <= now


def to_approve(meeting: Meeting, member: Membership) -> list[Approval]:
    """The drafts that a running meeting could approve at its item about the minutes."""
    if meeting.item is None or meeting.item.kind != ItemKind.MINUTES:
        return []
    drafts = Minutes.objects.filter(
        meeting__committee=meeting.committee,
        meeting__starts_at__lt=meeting.starts_at,
        status=MinutesStatus.DRAFTED,
    ).select_related("meeting__committee")
    return [
        Approval(one, meeting, permissions.approve_minutes(member, one, meeting))
        for one in drafts.order_by("meeting__starts_at")
    ]


def _approvals(minutes: Minutes, member: Membership) -> list[Approval]:
    """Where this member chairs a later meeting that is open now."""
    running = running_after(minutes)
    if running is None or not chairs(member, running):
        return []
    return [Approval(minutes, running, permissions.approve_minutes(member, minutes, running))]


def running_after(minutes: Minutes) -> Meeting | None:
    """The meeting that is open now and could approve them; of several the one at that item, then
    the latest."""
    later = Meeting.objects.filter(
        committee=minutes.meeting.committee_id,
        status=MeetingStatus.OPEN,
        starts_at__gt=minutes.meeting.starts_at,
    )
    at_the_item = Case(When(item__kind=ItemKind.MINUTES, then=0), default=1)
    in_order = later.order_by(at_the_item, "-starts_at", "-pk")
    return in_order.select_related("committee", "item").first()


def versions_of(minutes: Minutes) -> list[MinutesVersion]:
    """Every version without its text, newest first."""
    return list(minutes.versions.defer("text").order_by("-number"))


def register(committee: Committee, user: User, now: datetime) -> list[Resolution]:
    """The resolutions of a committee that this person may read, newest first."""
    rows = Resolution.objects.visible_to(user, now).filter(committee=committee)
    return list(
        rows.select_related("rescinded_by")
        .defer("notes", "believes", "resolves", "report")
        .order_by("-year", "-number")
    )


def resolution_page(resolution: Resolution, member: Membership, now: datetime) -> ResolutionPage:
    """A resolution, the vote that carried it, where it travelled, and what one may do."""
    motion = resolution.motion
    return ResolutionPage(
        resolution=resolution,
        vote=_vote_on(resolution),
        rescinds=motion.rescinds if motion else None,
        travels=travels(resolution),
        history=paths.history(resolution),
        answers=paths.answers(resolution),
        may_publish=permissions.publish_resolution(member, resolution),
        may_unpublish=permissions.unpublish_resolution(member, resolution),
        may_act_on=permissions.act_on_resolution(member, resolution),
        may_report_back=permissions.report_back_on_resolution(member, resolution),
        may_send=permissions.send_resolution(member, resolution, now),
    )


def _vote_on(resolution: Resolution) -> Vote | None:
    if resolution.motion_id is None:
        return None
    votes = Vote.objects.filter(
        motion=resolution.motion_id, about=VoteAbout.MOTION, status=VoteStatus.DECLARED
    )
    return votes.order_by("-declared_at").first()


def travels(resolution: Resolution) -> Travels:
    """How many committees got it and what they decided; who, only where that is public."""
    status = CirculationStatus
    counted = resolution.circulations.aggregate(
        sent=Count("pk"),
        put=Count("pk", filter=Q(status=status.PUT)),
        adopted=Count("pk", filter=Q(status=status.ADOPTED)),
        amended=Count("pk", filter=Q(status=status.AMENDED)),
        rejected=Count("pk", filter=Q(status=status.REJECTED)),
    )
    answers = resolution.adoptions.filter(published_at__isnull=False).select_related("committee")
    return Travels(**counted, answers=list(answers.order_by("carried_at")))


def received(committee: Committee) -> list[Circulation]:
    """What other committees sent, newest first."""
    rows = Circulation.objects.filter(committee=committee)
    return list(rows.select_related("resolution__committee").order_by("-sent_at", "-pk"))


def committees_to_send_to(
    resolution: Resolution, found: Iterable[int], words: str
) -> list[Committee]:
    """Founded committees at these campuses, or so named, that have not got it yet."""
    rows = Committee.objects.visible_to(None).founded().so_named(words, found)
    got = resolution.circulations.values("committee")
    return list(
        rows.exclude(pk=resolution.committee_id)
        .exclude(pk__in=got)
        .select_related("campus")
        .order_by("name", "pk")[:MOST_COMMITTEES]
    )
