"""Who goes can change their mind, until it has reported."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from outreach.operations.delegations import leave_delegation
from tests.factories_places import DelegationFactory, DelegationMemberFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_the_place_is_free_again(member: Membership, as_: As, now: datetime) -> None:
    delegation = DelegationFactory(committee=member.committee)
    DelegationMemberFactory(delegation=delegation, membership=member)
    assert as_(member).post(f"/delegations/{delegation.public_id}/leave/").status_code == 302
    assert not delegation.going.exists()
    with pytest.raises(Refused, match="not going"):
        leave_delegation(delegation, by=member, at=now)


def test_not_after_the_report(member: Membership, now: datetime) -> None:
    delegation = DelegationFactory(
        committee=member.committee, status="reported", reported_at=now, met=1
    )
    DelegationMemberFactory(delegation=delegation, membership=member)
    with pytest.raises(Refused, match="has reported"):
        leave_delegation(delegation, by=member, at=now)
