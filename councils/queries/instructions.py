"""What delegates are told, item by item, and what nobody has decided yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from committees.models import Affiliation, Committee, Membership, Seat
from core.decision import Decision
from councils import permissions
from councils.models import Instruction
from councils.queries.in_time import InTime, in_time
from meetings import agenda
from meetings.models import UNCLOSED, AgendaItem, ItemKind, Meeting

# What a council decides on; its chair and its minutes need no mandate.
_DECIDED = (ItemKind.BUSINESS, ItemKind.MOTION, ItemKind.MATTER)


@dataclass(frozen=True, slots=True)
class Told:
    """An item and what the delegates are told on it; None: nothing."""

    item: AgendaItem
    instruction: Instruction | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting of a council that is to come or under way, as one of its committees sees it.

    `time`: whether the committee meets before it, where something is not decided yet.
    """

    meeting: Meeting
    told: list[Told]
    seats: list[Seat]
    may_instruct: Decision
    time: InTime | None

    @property
    def missing(self) -> int:
        return sum(one.instruction is None for one in self.told)


@dataclass(frozen=True, slots=True)
class Council:
    """A council that the committee belongs to, and its meetings ahead, soonest first."""

    council: Committee
    meetings: list[Ahead]


@dataclass(frozen=True, slots=True)
class Card:
    """All that one delegate carries to one meeting."""

    meeting: Meeting
    seat: Seat
    told: list[Told]
    is_own: bool

    @property
    def missing(self) -> int:
        return sum(one.instruction is None for one in self.told)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items of a council's meeting that a mandate can be given on, in order."""
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("motion")
    return [one for one in rows.order_by("position") if is_decided(one)]


def is_decided(item: AgendaItem) -> bool:
    """Whether the council decides on it: no standing item, and no line that only opens or closes."""
    if item.kind == ItemKind.BUSINESS:
        return not (agenda.closes(item.title) or agenda.announces_motions(item.title))
    return item.kind in _DECIDED


def in_force(
    affiliations: Collection[int], items: Sequence[AgendaItem]
) -> dict[tuple[int, int], Instruction]:
    """What holds by affiliation and item (their keys): the latest of the item or of its motion."""
    motions = {one.motion_id for one in items if one.motion_id}
    rows = Instruction.objects.in_force().filter(
        Q(item__in=[one.pk for one in items]) | Q(item__motion__in=motions),
        affiliation__in=affiliations,
    )
    found: dict[tuple[int, int], Instruction] = {}
    for row in rows.select_related("item", "resolution").order_by("given_at", "pk"):
        for item in items:
            if row.item_id == item.pk or (item.motion_id and row.item.motion_id == item.motion_id):
                found[(row.affiliation_id, item.pk)] = row
    return found


def told(affiliation: Affiliation, meeting: Meeting) -> list[Told]:
    """Every item with what holds for the delegates of this committee."""
    items = items_of(meeting)
    holds = in_force([affiliation.pk], items)
    return [Told(item, holds.get((affiliation.pk, item.pk))) for item in items]


def missing(affiliation: Affiliation, meeting: Meeting) -> list[AgendaItem]:
    """The items on which the committee has decided nothing."""
    return [one.item for one in told(affiliation, meeting) if one.instruction is None]


def meetings_ahead(affiliation: Affiliation) -> list[Meeting]:
    """The council's meetings that are to come or under way, soonest first."""
    rows = Meeting.objects.filter(committee=affiliation.council_id, status__in=UNCLOSED)
    found = list(rows.order_by("starts_at", "pk"))
    for one in found:
        one.committee = affiliation.council
    return found


def councils(committee: Committee, member: Membership, now: datetime) -> list[Council]:
    """Every council of the committee with what its delegates carry there."""
    joined = Affiliation.objects.joined().filter(committee=committee)
    return [_council(one, member, now) for one in joined.select_related("council").order_by("pk")]


def card(meeting: Meeting, seat: Seat, user: object) -> Card:
    """What the delegate in this seat carries to the meeting."""
    is_own = seat.mandate.membership.user == user
    return Card(meeting, seat, told(seat.affiliation, meeting), is_own)


def cards_of(user: object, now: datetime, until: datetime) -> list[tuple[Meeting, Seat]]:
    """The councils that meet now or before `until`, in which this person sits; one query each."""
    seats = Seat.objects.taken().filter(
        mandate__membership__user=user,  # type: ignore[misc]
        mandate__membership__status="active",
    )
    seats = seats.select_related("affiliation__committee", "affiliation__council")
    of_council = {one.affiliation.council_id: one for one in seats}
    if not of_council:
        return []
    rows = Meeting.objects.ahead(now).filter(committee__in=of_council, starts_at__lte=until)
    return [(one, of_council[one.committee_id]) for one in rows.order_by("starts_at", "pk")]


def _council(affiliation: Affiliation, member: Membership, now: datetime) -> Council:
    seats = list(
        affiliation.places.taken().select_related("mandate__membership").order_by("taken_at", "pk")
    )
    return Council(
        affiliation.council,
        [_ahead(affiliation, one, seats, member, now) for one in meetings_ahead(affiliation)],
    )


def _ahead(
    affiliation: Affiliation, meeting: Meeting, seats: list[Seat], member: Membership, now: datetime
) -> Ahead:
    rows = told(affiliation, meeting)
    may = permissions.instruct_delegates(member, meeting)
    waits = meeting.starts_at > now and any(one.instruction is None for one in rows)
    time = in_time(member.committee, meeting.starts_at, now) if waits else None
    return Ahead(meeting, rows, seats, may, time)
