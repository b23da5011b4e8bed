"""Declining: told without a reason and without a name."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from committees.operations.joining import decline_request
from core.decision import Refused
from tests.committees.joining import As, messages
from tests.factories_joining import JoinRequestFactory


def test_a_membership_secretary_declines_and_the_person_is_told(
    committee: Committee, secretary: Membership, as_: As
) -> None:
    request = JoinRequestFactory(committee=committee)
    response = as_(secretary).post(f"/requests/{request.public_id}/decline/", follow=True)
    assert "Declined." in response.content.decode()
    request.refresh_from_db()
    assert request.status == "declined"
    (told,) = messages("request_declined")
    assert told.about == {"user_id": request.user_id}
    assert "Sefa" not in str(told.context)
    assert not Membership.objects.filter(user=request.user).exists()


def test_only_membership_secretaries_of_this_committee_decline(
    committee: Committee, member: Membership, outsider: Membership, now: datetime
) -> None:
    request = JoinRequestFactory(committee=committee)
    for other in (member, outsider):
        with pytest.raises(Refused, match="Only membership secretaries answer"):
            decline_request(request, by=other, at=now)


def test_what_is_answered_is_not_declined(
    committee: Committee, secretary: Membership, now: datetime
) -> None:
    request = JoinRequestFactory(committee=committee, status="admitted", decided_at=now)
    with pytest.raises(Refused, match="answered already"):
        decline_request(request, by=secretary, at=now)
