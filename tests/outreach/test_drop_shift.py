"""One shift less, where nobody stands in it."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Participation
from outreach.operations.shifts import drop_shift, fill_shift
from tests.outreach.plans import As


def test_a_shift_in_which_somebody_stands_stays(
    part: Participation, coordinator: Membership, member: Membership, now: datetime
) -> None:
    taken = fill_shift(part, by=member, at=now)
    with pytest.raises(Refused, match="taken this shift"):
        drop_shift(taken, by=coordinator, at=now)
    free = part.shifts.get(role="press")
    with pytest.raises(Refused, match="Only a coordinator"):
        drop_shift(free, by=member, at=now)
    drop_shift(free, by=coordinator, at=now)
    assert not part.shifts.filter(role="press").exists()


def test_one_tap(part: Participation, coordinator: Membership, as_: As) -> None:
    address = f"/shifts/{part.shifts.get(role='press').public_id}/drop/"
    shown = as_(coordinator).post(address, follow=True).content.decode()
    assert "The shift is gone." in shown
