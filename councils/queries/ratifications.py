"""Which decisions of councils wait for a committee, which bind it, and what the others say."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from committees.models import Committee
from councils.models import Instruction, Ratification, RatificationStatus
from councils.queries.instructions import in_force
from meetings.models import AgendaItem, Resolution, ResolutionStatus

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
    """One decision of a council before the committee."""

    ratification: Ratification
    answers: Answers
    instruction: Instruction | None
    is_waiting: bool
    is_rescinded: bool


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


def ratification_page(ratification: Ratification) -> RatificationPage:
    """The resolution, what the committee had told its delegates, and what the others say."""
    resolution = ratification.resolution
    is_rescinded = resolution.status == ResolutionStatus.RESCINDED
    items = list(
        AgendaItem.objects.filter(meeting=resolution.meeting_id, motion=resolution.motion_id)
    )
    told = in_force([ratification.affiliation_id], items) if resolution.motion_id else {}
    return RatificationPage(
        ratification,
        answers_of(resolution),
        next(iter(told.values()), None),
        ratification.status == RatificationStatus.OPEN and not is_rescinded,
        is_rescinded,
    )
