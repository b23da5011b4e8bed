"""Which decisions of councils wait for a committee, which bind it, and what the others say."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from committees.models import Committee
from councils.effects_delegates import RATIFY
from councils.models import Instruction, Ratification, RatificationStatus
from councils.queries.in_time import InTime, in_time
from councils.queries.instructions import in_force
from meetings.models import AgendaItem, Motion, Resolution, ResolutionStatus

MOST = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """What each committee of a council says of one resolution, and the running total."""

    answers: list[Ratification]

    def _number(self, *statuses: str) -> int:
        return sum(one.status in statuses for one in self.answers)

    @property
    def asked(self) -> int:
        return len(self.answers)

    @property
    def ratified(self) -> int:
        return self._number(RatificationStatus.RATIFIED)

    @property
    def bound(self) -> int:
        return self._number(RatificationStatus.BOUND)

    @property
    def silent(self) -> int:
        return self._number(RatificationStatus.STANDS)

    @property
    def rejected(self) -> int:
        return self._number(RatificationStatus.REJECTED)

    @property
    def open(self) -> int:
        return self._number(RatificationStatus.OPEN)

    @property
    def binding(self) -> int:
        """For how many committees it is binding."""
        return sum(one.is_binding for one in self.answers)


@dataclass(frozen=True, slots=True)
class Binding:
    """The decisions of councils before one committee."""

    waiting: list[Ratification]
    binding: list[Ratification]
    rejected: list[Ratification]


@dataclass(frozen=True, slots=True)
class RatificationPage:
    """One decision of a council before the committee.

    `time`: whether we meet before the answer is due; `motions` to answer it that are put already.
    """

    ratification: Ratification
    answers: Answers
    instruction: Instruction | None
    is_waiting: bool
    is_rescinded: bool
    time: InTime | None
    motions: list[Motion]


def answers_of(resolution: Resolution) -> Answers:
    """Every committee's answer, by name; one query."""
    rows = Ratification.objects.filter(resolution=resolution)
    rows = rows.select_related("affiliation__committee").order_by("affiliation__committee__name")
    return Answers(list(rows))


def binding(committee: Committee, user: User, now: datetime) -> Binding:
    """What waits for the committee, what binds it, and what it rejected; one query."""
    rows = Ratification.objects.visible_to(user, now).filter(affiliation__committee=committee)
    rows = rows.exclude(resolution__status=ResolutionStatus.RESCINDED)
    rows = rows.select_related("resolution", "affiliation__council").order_by("-asked_at", "-pk")
    found = list(rows[:MOST])
    return Binding(
        [one for one in reversed(found) if one.status == RatificationStatus.OPEN],
        [one for one in found if one.is_binding],
        [one for one in found if one.status == RatificationStatus.REJECTED],
    )


def ratification_page(ratification: Ratification, now: datetime) -> RatificationPage:
    """The resolution, what the committee had told its delegates, and what the others say."""
    resolution = ratification.resolution
    is_rescinded = resolution.status == ResolutionStatus.RESCINDED
    items = list(
        AgendaItem.objects.filter(meeting=resolution.meeting_id, motion=resolution.motion_id)
    )
    is_waiting = ratification.status == RatificationStatus.OPEN and not is_rescinded
    told = in_force([ratification.affiliation_id], items) if resolution.motion_id else {}
    return RatificationPage(
        ratification,
        answers_of(resolution),
        next(iter(told.values()), None),
        is_waiting,
        is_rescinded,
        in_time(ratification.affiliation.committee, ratification.closes_at, now)
        if is_waiting
        else None,
        _motions(ratification),
    )


def _motions(ratification: Ratification) -> list[Motion]:
    """Undecided motions that answer it."""
    rows = Motion.objects.undecided().filter(
        committee=ratification.affiliation.committee,
        effect__kind=RATIFY.kind,
        effect__ratification=ratification.public_id,
    )
    return list(rows.select_related("meeting").order_by("submitted_at", "pk"))
