"""A coordinator cancels a delegation, and those who would have gone are told."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Membership
from notices.audiences import find
from notices.models import Message
from tests.factories_places import DelegationFactory, DelegationMemberFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_those_who_would_have_gone_are_told(
    coordinator: Membership, member: Membership, as_: As
) -> None:
    delegation = DelegationFactory(committee=member.committee)
    DelegationMemberFactory(delegation=delegation, membership=member)
    path = f"/delegations/{delegation.public_id}/cancel/"
    assert as_(member).post(path).status_code == 403
    assert as_(coordinator).post(path).status_code == 302
    delegation.refresh_from_db()
    assert delegation.status == "cancelled"
    message = Message.objects.get()
    assert [one.user_id for one in find(message.audience)(message.about)] == [member.user_id]
    assert as_(coordinator).post(path).status_code == 403
    html = as_(member).get(f"/delegations/{delegation.public_id}/").content
    assert b"It did not go." in html
