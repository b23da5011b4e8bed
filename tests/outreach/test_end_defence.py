"""Being chosen ends: by oneself, or by a coordinator who enters that a meeting said so."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.operations.defence_following import end_defence
from outreach.roles import reads
from tests.factories_actions import DefenderFactory, ReprisalFactory
from tests.outreach.plans import As


def test_from_then_on_nothing_is_read(
    committee: Committee, member: Membership, coordinator: Membership, secretary: Membership,
    now: datetime,
) -> None:  # fmt: skip
    one, other = (DefenderFactory(membership__committee=committee) for _number in range(2))
    made = ReprisalFactory(reporter=member, to="defenders")
    assert reads(one.membership, made)
    with pytest.raises(Refused, match="Only who was chosen"):
        end_defence(one, by=secretary, at=now)
    end_defence(one, by=one.membership, at=now)
    assert not reads(one.membership, made)
    with pytest.raises(Refused, match="has ended"):
        end_defence(one, by=coordinator, at=now)
    end_defence(other, by=coordinator, at=now)
    assert not reads(coordinator, made)


def test_one_tap(
    committee: Committee, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    made = DefenderFactory(membership__committee=committee)
    address = f"/defence/{made.public_id}/end/"
    assert as_(outsider).post(address).status_code == 404
    shown = as_(coordinator).post(address, follow=True).content.decode()
    assert "This duty has ended." in shown
