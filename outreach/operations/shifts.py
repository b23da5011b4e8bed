"""Shifts: made from the number that is expected, filled with one tap, changed with one more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from outreach.models import ActionComing, ActionKind, Participation, Shift, ShiftPlace, ShiftRole
from outreach.operations import locking
from outreach.permissions import shifts as permissions

PER_MARSHAL, PER_FIRST_AIDER = 25, 100
WHOLE, ABOUT = timedelta(hours=3), timedelta(hours=2)
# Those who look after the others come first where two shifts are as empty.
_FIRST = list(ShiftRole)


def plan_shifts(part: Participation) -> None:
    """The shifts with which an action begins: marshals per 25, first aid per 100, and so on."""
    needed = {
        ShiftRole.MARSHAL: max(2, -(-part.expected // PER_MARSHAL)),
        ShiftRole.FIRST_AID: max(1, -(-part.expected // PER_FIRST_AIDER)),
        ShiftRole.OBSERVER: 2,
        ShiftRole.ACCESS: 1,
        ShiftRole.PRESS: 1,
    }
    if part.action.kind in (ActionKind.PICKET, ActionKind.STRIKE):
        needed[ShiftRole.PICKET] = max(4, part.expected // 10)
    Shift.objects.bulk_create(
        Shift(participation=part, role=role, starts_at=start, ends_at=end, places=places)
        for start, end in _stretches(part.action.starts_at, part.action.ends_at)
        for role, places in needed.items()
    )


@transaction.atomic
def add_shift(
    part: Participation,
    *,
    role: str,
    starts_at: datetime,
    ends_at: datetime,
    places: int,
    by: Membership,
    at: datetime,
) -> Shift:
    """One more shift."""
    part = locking.part(part)
    permissions.add_shift(by, part).enforce()
    shift = Shift.objects.create(
        participation=part, role=role, starts_at=starts_at, ends_at=ends_at, places=places
    )
    Event.record("outreach.shift_added", shift, by=by, at=at)
    return shift


@transaction.atomic
def drop_shift(shift: Shift, *, by: Membership, at: datetime) -> None:
    """One shift less, where nobody stands in it."""
    shift = locking.shift(shift)
    permissions.drop_shift(by, shift).enforce()
    Event.record("outreach.shift_dropped", shift, by=by, at=at)
    shift.delete()


@transaction.atomic
def fill_shift(part: Participation, *, by: Membership, at: datetime) -> Shift:
    """Stand in the emptiest shift that one can stand in; `Refused` where none has a free place."""
    part = locking.part(part)
    permissions.fill_shift(by, part, at).enforce()
    own = list(Shift.objects.filter(participation=part, taken__membership=by))
    rows = part.shifts.filter(ends_at__gt=at).counted()
    free = [
        one
        for one in rows
        if one.filled < one.places and not any(_overlap(one, other) for other in own)
    ]
    if not free:
        # Pressed twice on a slow phone: whoever stands somewhere has what they asked for.
        if standing := next((one for one in own if one.ends_at > at), None):
            return standing
        raise Refused(_("Every shift that you could stand in is full. Just come."))
    emptiest = min(
        free,
        key=lambda one: (
            one.filled / one.places,
            one.starts_at,
            _FIRST.index(ShiftRole(one.role)),
            one.pk,
        ),
    )
    _stand(emptiest, by)
    return emptiest


@transaction.atomic
def take_shift(shift: Shift, *, by: Membership, at: datetime) -> Shift:
    """Stand in this shift, and in no other of the same time."""
    shift = locking.shift(shift)
    permissions.take_shift(by, shift, at).enforce()
    for other in Shift.objects.filter(participation=shift.participation, taken__membership=by):
        if _overlap(shift, other):
            other.taken.filter(membership=by).delete()
    _stand(shift, by)
    return shift


@transaction.atomic
def leave_shift(shift: Shift, *, by: Membership, at: datetime) -> Shift:
    """Give one's place to another; one is still coming."""
    shift = locking.shift(shift)
    permissions.leave_shift(by, shift).enforce()
    shift.taken.filter(membership=by).delete()
    return shift


def _stand(shift: Shift, member: Membership) -> None:
    """Whoever stands in a shift is coming, and so reads the place when it is released."""
    ShiftPlace.objects.create(shift=shift, membership=member)
    ActionComing.objects.get_or_create(participation=shift.participation, membership=member)


def _overlap(one: Shift, other: Shift) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _stretches(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The whole of a short action; a longer one in equal parts of about two hours."""
    if end - start <= WHOLE:
        return [(start, end)]
    number = max(2, round((end - start) / ABOUT))
    step = (end - start) / number
    return [(start + step * part, start + step * (part + 1)) for part in range(number)]
