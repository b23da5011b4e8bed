"""The councils of one committee: what it sends there, by which decision, and what can follow."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from committees import permissions as may
from committees.models import Affiliation, Committee, CommitteeStatus, Membership, Seat
from core.decision import Decision
from councils import effects as deciding
from meetings import effects, permissions
from meetings.models import Motion, MotionStatus, Resolution

MOST_FOUND = 20
WAITING = (
    MotionStatus.SUBMITTED,
    MotionStatus.SECONDED,
    MotionStatus.ON_AGENDA,
    MotionStatus.MOVED,
)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A council to which a committee belongs. `delegates` are those who sit there for it.

    `leave` is what a motion to leave asks for, as an address carries it.
    """

    council: Committee
    seats: int
    delegates: list[str]
    resolution: Resolution | None
    may_send: Decision | None
    leave: str

    @property
    def free(self) -> int:
        return max(0, self.seats - len(self.delegates))

    @property
    def is_forming(self) -> bool:
        return self.council.status == CommitteeStatus.FORMING


@dataclass(frozen=True, slots=True)
class Prepared:
    """A council that a coordinator wrote down and no meeting of the committee has decided on.

    `motion` is the one that waits; without one, `join` is what it would ask for.
    """

    council: Committee
    motion: Motion | None
    join: str
    may_discard: Decision


@dataclass(frozen=True, slots=True)
class Found:
    """A council that the committee could join. `may_join` says why it cannot."""

    council: Committee
    join: str
    may_join: Decision


def belongings(committee: Committee, member: Membership, now: datetime) -> list[Belonging]:
    """The councils to which the committee belongs, by name; four queries."""
    rows = Affiliation.objects.joined().filter(committee=committee).select_related("council")
    found = list(rows.order_by("council__name", "pk"))
    decisions = Resolution.objects.filter(
        committee=committee, public_id__in=[one.decision for one in found]
    )
    by_id = {one.public_id: one for one in decisions.select_related("committee")}
    sitting: dict[int, list[str]] = {}
    seats = Seat.objects.taken().filter(affiliation__in=found).select_related("mandate__membership")
    for seat in seats.order_by("taken_at", "pk"):
        name = seat.mandate.membership.shown_name
        sitting.setdefault(seat.affiliation_id, []).append(name)
    return [
        Belonging(
            council=one.council,
            seats=one.seats,
            delegates=sitting.get(one.pk, []),
            resolution=(decided := by_id.get(one.decision)),
            may_send=permissions.send_resolution(member, decided, now) if decided else None,
            leave=effects.token(deciding.leaving(one.council)),
        )
        for one in found
    ]


def prepared(committee: Committee, member: Membership) -> list[Prepared]:
    """Councils that a coordinator of this committee wrote down, before its meeting decides."""
    rows = Committee.objects.councils().filter(
        prepared_for=committee, status=CommitteeStatus.FORMING
    )
    waiting = rows.exclude(
        affiliations__in=Affiliation.objects.joined().filter(committee=committee)
    )
    motions = Motion.objects.filter(committee=committee, status__in=WAITING)
    by_council = {
        one.effect["council"]: one
        for one in motions.filter(effect__kind=deciding.JOIN.kind).order_by("pk")
    }
    return [
        Prepared(
            one,
            by_council.get(one.public_id),
            effects.token(deciding.joining(one)),
            may.discard_council(member, one),
        )
        for one in waiting.order_by("opened_at", "pk")
    ]


def councils_to_join(committee: Committee, words: str, now: datetime) -> list[Found]:
    """Councils so named, or that reach over a place so named; without words, by name.

    What another committee has only written down is its own until its meeting decides.
    """
    begun = Affiliation.objects.joined().values("council")
    rows = Committee.objects.councils().exclude(pk=committee.pk)
    rows = rows.filter(
        ~Q(status=CommitteeStatus.FORMING) | Q(prepared_for=committee) | Q(pk__in=begun)
    )
    return [
        Found(
            one,
            effects.token(deciding.joining(one)),
            effects.may(committee, deciding.joining(one), now),
        )
        for one in rows.so_named(words).order_by("name", "pk")[:MOST_FOUND]
    ]
