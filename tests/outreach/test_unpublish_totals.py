"""Numbers taken back."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from outreach.models import PublishedTotals
from outreach.operations.defence_following import publish_totals, unpublish_totals
from tests.outreach.plans import As


def test_the_page_is_gone(
    committee: Committee, coordinator: Membership, member: Membership, now: datetime, as_: As
) -> None:
    publish_totals(committee, by=coordinator, at=now)
    with pytest.raises(Refused, match="Only the members chosen"):
        unpublish_totals(committee, by=member, at=now)
    public = f"/committees/{committee.public_id}/defence/numbers/"
    shown = as_(coordinator).post(f"{public}unpublish/", follow=True).content.decode()
    assert "public no more" in shown
    assert as_(None).get(public).status_code == 404
    assert not PublishedTotals.objects.exists()
