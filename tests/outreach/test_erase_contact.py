"""By the contact's wish any named member erases it at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Membership
from outreach.models import Contact
from tests.factories_places import ContactFactory, NamedMemberFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_nothing_of_it_stays(member: Membership, as_: As) -> None:
    contact = ContactFactory(workplace__committee=member.committee)
    NamedMemberFactory(workplace=contact.workplace, membership=member)
    answer = as_(member).post(f"/contacts/{contact.public_id}/erase/")
    assert answer["Location"] == f"/workplaces/{contact.workplace.public_id}/contacts/"
    assert not Contact.objects.exists()
