"""Whoever reported deletes all of it, at once."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import DefenceStep, Evidence, Reprisal
from outreach.operations.defence import withdraw_reprisal
from tests.factories_actions import DefenceStepFactory, EvidenceFactory, ReprisalFactory
from tests.outreach.plans import As


def test_nothing_of_it_stays(member: Membership, coordinator: Membership, now: datetime) -> None:
    made = ReprisalFactory(reporter=member)
    EvidenceFactory(reprisal=made)
    DefenceStepFactory(reprisal=made)
    with pytest.raises(Refused, match="Only who reported"):
        withdraw_reprisal(made, by=coordinator, at=now)
    withdraw_reprisal(made, by=member, at=now)
    for model in (Reprisal, Evidence, DefenceStep):
        assert not model.objects.exists()


def test_one_tap(member: Membership, as_: As) -> None:
    made = ReprisalFactory(reporter=member)
    shown = as_(member).post(f"/reprisals/{made.public_id}/withdraw/", follow=True)
    assert "The report is deleted" in shown.content.decode()
