"""Fair hours: at which local time a council meets for each committee, and who carried the bad ones."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from committees.models import Affiliation, Committee
from meetings.models import Meeting, MeetingStatus
from meetings.times import NonexistentTime, resolve

NIGHT_BEGINS, NIGHT_ENDS = time(22), time(7)
SCHOOL_BEGINS, SCHOOL_ENDS = time(8, 15), time(15)
LAST_MEETINGS = 6
USUAL = time(18)
BEST = 6
STEPS = 5  # of the picture


@dataclass(frozen=True, slots=True)
class Clock:
    """A committee of a council, with the time it lives by."""

    committee: str
    committee_id: str
    zone: tzinfo
    is_high_school: bool


@dataclass(frozen=True, slots=True)
class LocalTime:
    """When a meeting begins on the wall clock of one committee (`at` bears no zone), and whether that
    is at night or during lessons."""

    clock: Clock
    at: datetime
    is_night: bool
    is_in_school: bool

    @property
    def is_bad(self) -> bool:
        return self.is_night or self.is_in_school


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour on the council's clock as each committee has it. `burden` is what those for whom it is
    bad have carried already."""

    at: time
    local: list[LocalTime]
    burden: int
    is_fairest: bool = False

    @property
    def night(self) -> int:
        return sum(one.is_night for one in self.local)

    @property
    def school(self) -> int:
        return sum(one.is_in_school for one in self.local)

    @property
    def bad(self) -> int:
        return sum(one.is_bad for one in self.local)

    @property
    def step(self) -> int:
        """How high it stands in the picture: 0 where it is bad for nobody."""
        return -(-STEPS * self.bad // len(self.local)) if self.local else 0


@dataclass(frozen=True, slots=True)
class Carried:
    """How many of the last meetings were at a bad hour for one committee."""

    committee: str
    bad: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The hours of one day side by side."""

    day: date
    hours: list[Hour]
    carried: list[Carried]

    @property
    def best(self) -> list[Hour]:
        """The few fairest hours, in the order of the day."""
        fairest = sorted(self.hours, key=_unfairness)[:BEST]
        return [one for one in self.hours if one in fairest]

    @property
    def others(self) -> list[Hour]:
        best = self.best
        return [one for one in self.hours if one not in best]


def clocks(council: Committee) -> list[Clock]:
    """The committees of a council by name, each with its time; one query, none elsewhere."""
    if not council.is_council:
        return []
    rows = Affiliation.objects.joined().filter(council=council).select_related("committee__campus")
    return [
        Clock(
            one.committee.name,
            one.committee.public_id,
            one.committee.timezone,
            one.committee.is_high_school,
        )
        for one in rows.order_by("committee__name", "pk")
    ]


def local_times(meeting: Meeting) -> list[LocalTime]:
    """When this meeting of a council begins for each of its committees."""
    found = clocks(meeting.committee)
    return [_local(one, meeting.starts_at, meeting.minutes) for one in found]


def compare(council: Committee, day: date, minutes: int) -> Comparison:
    """Every hour of a day on the council's clock; two queries.

    The fairest is bad for the fewest, then for those who have carried least; then the most usual.
    """
    known = clocks(council)
    carried = _carried(council, known)
    hours = []
    for number in range(24):
        try:
            moment = resolve(day, time(number), council.timezone)
        except NonexistentTime:
            continue
        local = [_local(one, moment.at, minutes) for one in known]
        burden = sum(past.bad for past, now in zip(carried, local, strict=True) if now.is_bad)
        hours.append(Hour(time(number), local, burden))
    best = min(hours, key=_unfairness)
    hours = [
        Hour(one.at, one.local, one.burden, is_fairest=one is best and bool(known)) for one in hours
    ]
    return Comparison(day, hours, carried)


def _unfairness(hour: Hour) -> tuple[int, int, int]:
    return hour.bad, hour.burden, abs(hour.at.hour - USUAL.hour)


def _carried(council: Committee, known: list[Clock]) -> list[Carried]:
    rows = council.meetings.exclude(status=MeetingStatus.CANCELLED).order_by("-starts_at")
    last = list(rows[:LAST_MEETINGS])
    return [
        Carried(
            one.committee,
            sum(_local(one, held.starts_at, held.minutes).is_bad for held in last),
            len(last),
        )
        for one in known
    ]


def _local(clock: Clock, moment: datetime, minutes: int) -> LocalTime:
    """A meeting is at night, or in school hours, where its beginning or its end is."""
    begin = moment.astimezone(clock.zone)
    end = (moment + timedelta(minutes=minutes - 1)).astimezone(clock.zone)
    is_night = any(at.time() >= NIGHT_BEGINS or at.time() < NIGHT_ENDS for at in (begin, end))
    is_in_school = clock.is_high_school and any(
        at.weekday() < 5 and SCHOOL_BEGINS <= at.time() < SCHOOL_ENDS for at in (begin, end)
    )
    return LocalTime(clock, begin.replace(tzinfo=None), is_night, is_in_school)
