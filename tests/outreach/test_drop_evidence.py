"""One photo less."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Evidence
from outreach.operations.defence import drop_evidence
from tests.factories_actions import EvidenceFactory, ReprisalFactory
from tests.outreach.plans import As


def test_only_the_reporter_deletes_it(
    member: Membership, coordinator: Membership, now: datetime
) -> None:
    made = EvidenceFactory(reprisal=ReprisalFactory(reporter=member))
    with pytest.raises(Refused, match="Only who reported"):
        drop_evidence(made, by=coordinator, at=now)
    drop_evidence(made, by=member, at=now)
    assert not Evidence.objects.exists()


def test_one_tap(member: Membership, as_: As) -> None:
    made = EvidenceFactory(reprisal=ReprisalFactory(reporter=member))
    shown = as_(member).post(f"/evidence/{made.public_id}/drop/", follow=True).content.decode()
    assert "The photo is deleted." in shown
