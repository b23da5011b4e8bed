"""Giving one's place to another."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Participation
from outreach.operations.shifts import fill_shift, leave_shift
from tests.outreach.plans import As


def test_the_place_is_free_and_one_is_still_coming(
    part: Participation, member: Membership, now: datetime
) -> None:
    shift = fill_shift(part, by=member, at=now)
    leave_shift(shift, by=member, at=now)
    assert not shift.taken.exists()
    assert part.coming.count() == 1
    with pytest.raises(Refused, match="do not stand"):
        leave_shift(shift, by=member, at=now)


def test_one_tap(part: Participation, member: Membership, now: datetime, as_: As) -> None:
    shift = fill_shift(part, by=member, at=now)
    shown = as_(member).post(f"/shifts/{shift.public_id}/leave/", follow=True).content.decode()
    assert "Your place is free" in shown
