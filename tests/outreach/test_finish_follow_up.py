"""Who took it on, or a coordinator, says that it is done."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from core.decision import Refused
from notices.models import Message
from outreach.operations.delegations_follow_ups import chase_follow_up, finish_follow_up
from tests.factories_places import FollowUpFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_nobody_is_reminded_any_more(
    member: Membership, coordinator: Membership, secretary: Membership, as_: As, now: datetime
) -> None:
    follow_up = FollowUpFactory(
        delegation__committee=member.committee, membership=member, due_at=now
    )
    with pytest.raises(Refused, match="Only who has taken"):
        finish_follow_up(follow_up, by=secretary, at=now)
    assert as_(member).post(f"/follow-ups/{follow_up.public_id}/finish/").status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.done_at, follow_up.due_at) == (now, None)
    chase_follow_up(follow_up, at=now)
    assert not Message.objects.exists()
    with pytest.raises(Refused, match="This is done"):
        finish_follow_up(follow_up, by=coordinator, at=now)
    html = as_(member).get(f"/delegations/{follow_up.delegation.public_id}/").content
    assert b"Done" in html
