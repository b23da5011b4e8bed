"""A coordinator says what came of a visit, once it is reported."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from tests.factories_places import DelegationFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_members_read_what_came_of_it(
    coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    delegation = DelegationFactory(committee=member.committee)
    path = f"/delegations/{delegation.public_id}/conclude/"
    assert as_(coordinator).get(path).status_code == 403
    delegation.status, delegation.reported_at, delegation.met = "reported", now, 3
    delegation.save()
    assert as_(member).get(path).status_code == 403
    assert as_(coordinator).get(path).status_code == 200
    assert as_(coordinator).post(path, {"came_of_it": ""}).status_code == 422
    assert as_(coordinator).post(path, {"came_of_it": "A committee."}).status_code == 302
    html = as_(member).get(f"/delegations/{delegation.public_id}/").content
    assert b"A committee." in html
