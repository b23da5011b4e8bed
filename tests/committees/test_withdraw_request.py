"""Taking back one's own request."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from committees.operations.joining import withdraw_request
from core.decision import Refused
from notices.models import Message
from tests import factories
from tests.committees.joining import As
from tests.factories_joining import JoinRequestFactory


def test_who_asked_withdraws_and_name_and_greeting_go_at_once(
    committee: Committee, as_: As
) -> None:
    request = JoinRequestFactory(committee=committee)
    response = as_(request.user).post(f"/requests/{request.public_id}/withdraw/", follow=True)
    assert "Your request is withdrawn" in response.content.decode()
    request.refresh_from_db()
    assert (request.status, request.chosen_name, request.greeting) == ("withdrawn", "", "")
    assert not Message.objects.exists()


def test_nobody_withdraws_for_another(
    committee: Committee, secretary: Membership, as_: As, now: datetime
) -> None:
    request = JoinRequestFactory(committee=committee)
    assert as_(secretary).post(f"/requests/{request.public_id}/withdraw/").status_code == 404
    with pytest.raises(Refused, match="Only who asked"):
        withdraw_request(request, by=factories.UserFactory(), at=now)


def test_what_is_answered_is_not_withdrawn(committee: Committee, now: datetime) -> None:
    request = JoinRequestFactory(committee=committee, status="declined", decided_at=now)
    with pytest.raises(Refused, match="answered already"):
        withdraw_request(request, by=request.user, at=now)
