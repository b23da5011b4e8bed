"""Contacts: with consent only, sealed, for those who are named, until a day."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from committees.models import Committee, Membership
from core import retention
from core.decision import Refused
from core.models import Event
from notices.audiences import find
from notices.models import Message
from outreach import schedule_places
from outreach.models import Contact, Workplace
from outreach.operations.contacts import record_contact
from tests.factories_places import ContactFactory, NamedMemberFactory, WorkplaceFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
DAY = timedelta(days=1)
GIVEN = {
    "name": "Qnurse",
    "reach": "Qgate",
    "agreed_to": "Qwords",
    "agreed_on": "2026-03-03",
    "asked_by": "delegation",
    "months": "6",
}


@pytest.fixture
def workplace(committee: Committee, member: Membership) -> Workplace:
    """The cast's member is named for it."""
    made: Workplace = WorkplaceFactory(committee=committee)
    NamedMemberFactory(workplace=made, membership=member)
    return made


def columns() -> Iterable[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outreach_contact")
        yield from (str(value) for row in cursor.fetchall() for value in row)


def test_who_is_named_keeps_one_and_a_dump_of_the_database_tells_nothing(
    workplace: Workplace, member: Membership, as_: As, now: datetime
) -> None:
    path = f"/workplaces/{workplace.public_id}/contacts/record/"
    assert as_(member).get(path).status_code == 200
    assert as_(member).post(path, GIVEN)["Location"].endswith("/contacts/")
    contact = Contact.objects.get()
    assert (contact.name, contact.reach, contact.agreed_to) == ("Qnurse", "Qgate", "Qwords")
    assert contact.expires_at == now + 179 * DAY, "counted from the day on which they agreed"
    assert not [one for one in columns() if "Q" in one and one in GIVEN.values()]
    event = Event.objects.get(name="outreach.contact_recorded")
    assert (event.actor, event.data) == ("", {})


def test_not_without_consent_not_ahead_of_time_and_not_for_longer(
    workplace: Workplace, member: Membership, as_: As, now: datetime
) -> None:
    path = f"/workplaces/{workplace.public_id}/contacts/record/"
    for wrong in ({"agreed_to": ""}, {"agreed_on": "2026-03-05"}, {"months": "12"}):
        assert as_(member).post(path, GIVEN | wrong).status_code == 422
    given = GIVEN | {"agreed_on": now.date(), "months": 7}
    with pytest.raises(Refused, match="six months"):
        record_contact(workplace, **given, by=member, at=now)
    with pytest.raises(Refused, match="agreed to"):
        record_contact(workplace, **given | {"agreed_to": " "}, by=member, at=now)


def test_an_old_yes_is_no_yes(
    workplace: Workplace, member: Membership, as_: As, now: datetime
) -> None:
    path = f"/workplaces/{workplace.public_id}/contacts/record/"
    for old in ("2025-09-05", "2019-01-01", "0001-01-01"):
        faulty = as_(member).post(path, GIVEN | {"agreed_on": old})
        assert faulty.status_code == 422
        assert "They agreed too long ago. Ask them again." in faulty.content.decode()
    given = GIVEN | {"agreed_on": now.date() - 30 * DAY, "months": 1}
    with pytest.raises(Refused, match="too long ago"):
        record_contact(workplace, **given, by=member, at=now)
    kept = record_contact(
        workplace, **given | {"agreed_on": now.date() - 29 * DAY}, by=member, at=now
    )
    assert kept.expires_at == now + DAY
    # Where the day begins earlier than in UTC.
    ahead = record_contact(workplace, **given | {"agreed_on": now.date() + DAY}, by=member, at=now)
    assert ahead.expires_at == now + 30 * DAY


def test_nobody_else_sees_that_there_are_any(
    workplace: Workplace, coordinator: Membership, outsider: Membership, as_: As, now: datetime
) -> None:
    contact = ContactFactory(workplace=workplace)
    for reader in (coordinator, outsider):
        for path in (
            f"/workplaces/{workplace.public_id}/contacts/",
            f"/workplaces/{workplace.public_id}/contacts/record/",
            f"/contacts/{contact.public_id}/renew/",
        ):
            assert as_(reader).get(path).status_code == 404
        assert as_(reader).post(f"/contacts/{contact.public_id}/erase/").status_code == 404
    assert not Contact.objects.visible_to(None).exists()
    given = GIVEN | {"agreed_on": now.date(), "months": 6}
    with pytest.raises(Refused, match="named"):
        record_contact(workplace, **given, by=coordinator, at=now)


def test_those_who_are_named_hear_two_weeks_before_it_ends_and_once(
    workplace: Workplace, member: Membership, as_: As, now: datetime
) -> None:
    contact = ContactFactory(workplace=workplace, expires_at=now + 14 * DAY)
    ContactFactory(workplace=workplace, expires_at=now + 15 * DAY)
    schedule_places.warn_of_expiry(now - timedelta(seconds=1))
    assert not Message.objects.exists()
    schedule_places.warn_of_expiry(now)
    schedule_places.warn_of_expiry(now)
    message = Message.objects.get()
    assert [one.user_id for one in find(message.audience)(message.about)] == [member.user_id]
    assert b"<strong>" in as_(member).get(f"/workplaces/{workplace.public_id}/contacts/").content
    with time_machine.travel(contact.expires_at, tick=False):
        page = as_(member).get(f"/contacts/{contact.public_id}/renew/")
        assert page.status_code == 404, "it has ended, before the day's sweep"
    retention.sweep(contact.expires_at)
    assert Contact.objects.count() == 1
