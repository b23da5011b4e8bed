"""This one instead: one more tap changes the shift."""

from datetime import datetime, timedelta

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Participation, ShiftPlace
from outreach.operations.shifts import fill_shift, take_shift
from tests.factories_actions import ShiftFactory, ShiftPlaceFactory
from tests.outreach.plans import As


def test_it_takes_the_place_of_what_one_had_at_that_time_and_of_nothing_else(
    part: Participation, member: Membership, now: datetime
) -> None:
    first = fill_shift(part, by=member, at=now)
    other = ShiftFactory(
        participation=part, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1)
    )
    take_shift(other, by=member, at=now)
    press = part.shifts.get(role="press")
    take_shift(press, by=member, at=now)
    mine = set(ShiftPlace.objects.filter(membership=member).values_list("shift", flat=True))
    assert mine == {other.pk, press.pk}


def test_a_full_past_or_own_shift_is_not_taken_nor_another_committees(
    part: Participation, member: Membership, outsider: Membership, now: datetime
) -> None:
    press = part.shifts.get(role="press")
    with pytest.raises(Refused, match="Only members"):
        take_shift(press, by=outsider, at=now)
    take_shift(press, by=member, at=now)
    with pytest.raises(Refused, match="already"):
        take_shift(press, by=member, at=now)
    access = part.shifts.get(role="access")
    ShiftPlaceFactory(shift=access)
    with pytest.raises(Refused, match="full"):
        take_shift(access, by=member, at=now)
    past = ShiftFactory(participation=part, starts_at=now - timedelta(hours=2), ends_at=now)
    with pytest.raises(Refused, match="is over"):
        take_shift(past, by=member, at=now)


def test_one_tap(part: Participation, member: Membership, outsider: Membership, as_: As) -> None:
    address = f"/shifts/{part.shifts.get(role='press').public_id}/take/"
    assert "You stand here: Press" in as_(member).post(address, follow=True).content.decode()
    assert as_(outsider).post(address).status_code == 404
