"""A step is done."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.operations.defence_following import finish_step
from tests.factories_actions import DefenceStepFactory, ReprisalFactory
from tests.outreach.plans import As


def test_those_who_read_it_say_so_once(
    member: Membership, coordinator: Membership, now: datetime
) -> None:
    step = DefenceStepFactory(reprisal=ReprisalFactory(reporter=member))
    with pytest.raises(Refused, match="Only the members chosen"):
        finish_step(step, by=member, at=now)
    assert finish_step(step, by=coordinator, at=now).done_at == now
    with pytest.raises(Refused, match="is done"):
        finish_step(step, by=coordinator, at=now)


def test_one_tap(
    member: Membership, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    step = DefenceStepFactory(reprisal=ReprisalFactory(reporter=member))
    address = f"/steps/{step.public_id}/finish/"
    assert as_(outsider).post(address).status_code == 404
    assert "Done" in as_(coordinator).post(address, follow=True).content.decode()
