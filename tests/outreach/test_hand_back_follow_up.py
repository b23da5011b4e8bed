"""Who took something on can hand it back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from outreach.models import FollowUp
from outreach.operations.delegations_follow_ups import hand_back_follow_up
from tests.factories_places import FollowUpFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_somebody_else_can_take_it_then(member: Membership, as_: As, now: datetime) -> None:
    follow_up = FollowUpFactory(delegation__committee=member.committee, membership=member)
    assert b"You have taken this on" in as_(member).get("/home/").content
    assert as_(member).post(f"/follow-ups/{follow_up.public_id}/hand-back/").status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.membership is None
    with pytest.raises(Refused, match="not taken"):
        hand_back_follow_up(follow_up, by=member, at=now)
    FollowUp.objects.update(done_at=now)
    with pytest.raises(Refused, match="done"):
        hand_back_follow_up(follow_up, by=member, at=now)
