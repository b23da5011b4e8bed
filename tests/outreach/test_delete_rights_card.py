"""A card less."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import RightsCard
from outreach.operations.rights import delete_rights_card
from tests.factories import UserFactory
from tests.factories_actions import RightsCardFactory
from tests.outreach.plans import As


def test_only_the_host_deletes(member: Membership, now: datetime, as_: As) -> None:
    made = RightsCardFactory()
    with pytest.raises(Refused, match="host of this server"):
        delete_rights_card(made, by=member.user, at=now)
    address = f"/operator/rights/{made.public_id}/delete/"
    assert as_(member).post(address).status_code == 404
    shown = as_(UserFactory(operator_since=now)).post(address, follow=True).content.decode()
    assert "The card is deleted." in shown
    assert not RightsCard.objects.exists()
