"""What the pages show of actions, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from committees.models import Committee, Mandate, Membership
from core.decision import Decision
from elections.models import StrikeBallot
from meetings.models import Resolution
from meetings.roles import coordinates
from outreach.models import Action, Participation, Shift, Task
from outreach.models.actions import Decided, resolution_of
from outreach.permissions import actions as may
from outreach.permissions import shifts as may_shift
from outreach.roles import is_called

MOST_DECISIONS = 50


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One item. `who` is an office to members, and the name to coordinators alone."""

    task: Task
    who: str
    is_taken: bool
    is_mine: bool
    may_take: Decision
    may_finish: Decision


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One shift: numbers, and whether the reader stands in it."""

    shift: Shift
    filled: int
    is_mine: bool
    may_take: bool

    @property
    def free(self) -> int:
        return max(0, self.shift.places - self.filled)


@dataclass(frozen=True, slots=True)
class Side:
    """One committee of a joint action: its numbers."""

    part: Participation
    coming: int


@dataclass(frozen=True)
class ActionPage:
    """One action as a member of one committee sees it. `place` is blank where it is not theirs to read."""

    action: Action
    part: Participation
    sides: list[Side]
    coming: int
    am_coming: bool
    place: str
    sees_place_early: bool
    tasks: list[TaskLine]
    shifts: list[ShiftLine]
    is_over: bool
    has_begun: bool
    may_come: Decision
    may_change: Decision
    may_cancel: Decision
    may_report: Decision
    may_add: Decision
    may_print: Decision
    may_say_home: Decision

    @property
    def mine(self) -> list[ShiftLine]:
        return [one for one in self.shifts if one.is_mine]

    @property
    def free(self) -> int:
        """Places that nobody has taken, in shifts that are not over."""
        return sum(one.free for one in self.shifts)

    @property
    def is_joint(self) -> bool:
        return len(self.sides) > 1

    @property
    def done(self) -> int:
        return sum(one.task.done_at is not None for one in self.tasks)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action of a list."""

    action: Action
    coming: int
    counted: int | None


def of_committee(committee: Committee) -> tuple[list[ActionLine], list[ActionLine]]:
    """The actions of a committee: ahead, soonest first, and past, latest first; one query."""
    rows = (
        Participation.objects.filter(committee=committee)
        .select_related("action")
        .annotate(number=Count("coming", filter=Q(coming__membership__status="active")))
        .order_by("action__starts_at", "pk")
    )
    lines = [(one.action, ActionLine(one.action, one.number, one.counted)) for one in rows]
    ahead = [line for action, line in lines if action.status == "called"]
    return ahead, [line for action, line in reversed(lines) if action.status != "called"]


def decisions(committee: Committee, now: datetime) -> list[Decided]:
    """What a committee can call an action by: ballots that have not lapsed, then resolutions."""
    ballots = StrikeBallot.objects.in_force(now).filter(committee=committee)
    return [*ballots.order_by("-ended_at", "-pk"), *resolutions(committee)]


def resolutions(committee: Committee) -> list[Resolution]:
    """Those in force, latest first."""
    rows = Resolution.objects.in_force().filter(committee=committee)
    return list(rows.order_by("-carried_at", "-pk")[:MOST_DECISIONS])


def to_join(committee: Committee) -> list[Action]:
    """Actions called by a resolution that this committee has adopted, in which it has no part yet."""
    adopted = Resolution.objects.in_force().filter(committee=committee, origin__isnull=False)
    origins = adopted.values("origin")
    parts = Participation.objects.filter(
        Q(resolution__in=origins) | Q(ballot__resolution__in=origins)
    )
    rows = Action.objects.called().filter(pk__in=parts.values("action"))
    return list(
        rows.exclude(participations__committee=committee)
        .select_related("committee")
        .order_by("starts_at", "pk")
    )


def adopting(committee: Committee, action: Action, now: datetime) -> list[Decided]:
    """The decisions by which this committee can join this action."""
    parts = action.participations.select_related("resolution", "ballot__resolution")
    origins = {resolution_of(one.decision).pk for one in parts}
    ballots = StrikeBallot.objects.in_force(now).filter(
        committee=committee, resolution__origin__in=origins
    )
    rows = Resolution.objects.in_force().filter(committee=committee, origin__in=origins)
    return [*ballots.select_related("resolution"), *rows.order_by("-carried_at", "-pk")]


def action_page(
    action: Action, part: Participation, member: Membership, now: datetime
) -> ActionPage:
    """Everything on the page of one action, in a number of queries that does not grow."""
    goes_on = bool(is_called(action))
    am_coming = part.coming.filter(membership=member).exists()
    sets_it = coordinates(member, action.committee)
    reads_place = action.has_place and (sets_it or (am_coming and action.is_place_open(now)))
    sides = [
        Side(one, one.number)
        for one in action.participations.select_related("committee", "resolution", "ballot")
        .annotate(number=Count("coming", filter=Q(coming__membership__status="active")))
        .order_by("joined_at", "pk")
    ]
    return ActionPage(
        action=action,
        part=part,
        sides=sides,
        coming=next(one.coming for one in sides if one.part.pk == part.pk),
        am_coming=am_coming,
        place=action.place if reads_place else "",
        sees_place_early=sets_it and not action.is_place_open(now),
        tasks=_task_lines(part, member),
        shifts=shift_lines(part, member, now) if goes_on else [],
        is_over=action.ends_at <= now or not goes_on,
        has_begun=action.starts_at <= now,
        may_come=may.come_to_action(member, part, now),
        may_change=may.change_action(member, action, now),
        may_cancel=may.cancel_action(member, action, now),
        may_report=may.report_action(member, part, now),
        may_add=may.add_task(member, part),
        may_print=may.print_marshals_sheet(member, part),
        may_say_home=may.say_home_safe(member, part, now),
    )


def shift_lines(part: Participation, member: Membership, now: datetime) -> list[ShiftLine]:
    """The shifts by their time, with numbers alone."""
    rows = part.shifts.counted().order_by("starts_at", "pk")
    mine = set(
        Shift.objects.filter(participation=part, taken__membership=member).values_list(
            "pk", flat=True
        )
    )
    can = bool(may_shift.fill_shift(member, part, now))
    return [
        ShiftLine(
            one,
            one.filled,
            one.pk in mine,
            can and one.pk not in mine and one.filled < one.places and one.ends_at > now,
        )
        for one in rows
    ]


def _task_lines(part: Participation, member: Membership) -> list[TaskLine]:
    tasks = list(part.tasks.select_related("membership").order_by("pk"))
    for one in tasks:
        one.participation = part
    takers = {one.membership_id for one in tasks if one.membership_id}
    offices: dict[int, str] = {}
    for mandate in Mandate.objects.live().filter(membership__in=takers, committee=part.committee):
        offices.setdefault(mandate.membership_id, mandate.get_office_display())
    sees_names = coordinates(member, part.committee)
    return [_task_line(one, member, offices, sees_names=sees_names) for one in tasks]


def _task_line(
    task: Task, member: Membership, offices: dict[int, str], *, sees_names: bool
) -> TaskLine:
    taker = task.membership if task.membership and task.membership.is_active else None
    office = offices.get(taker.pk, "") if taker else ""
    return TaskLine(
        task=task,
        who=taker.shown_name if taker and sees_names else office,
        is_taken=taker is not None,
        is_mine=taker is not None and taker.pk == member.pk,
        may_take=may.take_task(member, task),
        may_finish=may.finish_task(member, task),
    )
