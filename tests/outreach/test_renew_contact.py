"""A contact lives on only with a new yes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from committees.models import Membership
from tests.factories_places import ContactFactory, NamedMemberFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


def test_what_they_agreed_to_anew_stands_in_its_place(
    member: Membership, as_: As, now: datetime
) -> None:
    contact = ContactFactory(
        workplace__committee=member.committee, expires_at=now + timedelta(days=3), noticed_at=now
    )
    NamedMemberFactory(workplace=contact.workplace, membership=member)
    path = f"/contacts/{contact.public_id}/renew/"
    assert as_(member).get(path).status_code == 200
    anew = {"agreed_to": "To be called once.", "agreed_on": "2026-03-04", "asked_by": "member"}
    assert as_(member).post(path, anew).status_code == 422
    assert as_(member).post(path, anew | {"months": "1"}).status_code == 302
    contact.refresh_from_db()
    assert (contact.agreed_to, contact.agreed_on) == ("To be called once.", date(2026, 3, 4))
    assert (contact.expires_at, contact.noticed_at) == (now + timedelta(days=30), None)
