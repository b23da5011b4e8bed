"""A coordinator takes a workplace off the list, unless a delegation was or may be sent there."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from outreach.models import Contact, Workplace
from tests.factories_meetings import MotionFactory
from tests.factories_places import ContactFactory, DelegationFactory, WorkplaceFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_its_contacts_go_with_it(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    workplace = WorkplaceFactory(committee=committee)
    ContactFactory(workplace=workplace)
    path = f"/workplaces/{workplace.public_id}/drop/"
    assert as_(member).post(path).status_code == 403
    assert as_(coordinator).post(path).status_code == 302
    assert not Workplace.objects.exists()
    assert not Contact.objects.exists()


def test_not_where_a_delegation_went_or_a_motion_asks_for_one(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    workplace = WorkplaceFactory(committee=committee)
    path = f"/workplaces/{workplace.public_id}/drop/"
    effect = {"kind": "send_delegation", "workplace": workplace.public_id}
    motion = MotionFactory(committee=committee, effect=effect)
    assert b"A motion asks" in as_(coordinator).post(path).content
    motion.delete()
    DelegationFactory(committee=committee, workplace=workplace)
    assert b"A delegation was sent" in as_(coordinator).post(path).content
