"""A member is named no longer, and sees nothing from then on."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from outreach.models import NamedMember
from tests.factories_places import NamedMemberFactory, WorkplaceFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_a_coordinator_takes_it_from_them(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    workplace = WorkplaceFactory(committee=committee)
    NamedMemberFactory(workplace=workplace, membership=member)
    path = f"/workplaces/{workplace.public_id}/unname/"
    assert as_(coordinator).get(path).status_code == 200
    assert as_(coordinator).post(path, {"name": "Ana"}).status_code == 422
    assert as_(coordinator).post(path, {"name": "Marek"}).status_code == 302
    assert not NamedMember.objects.exists()
    assert as_(member).get(f"/workplaces/{workplace.public_id}/contacts/").status_code == 404
    assert as_(member).post(path, {"name": "Ana"}).status_code == 403
