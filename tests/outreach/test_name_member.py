"""Who sees the contacts at a workplace: those who are named, and nobody because of an office."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from notices.audiences import find
from notices.models import Message
from outreach.models import NamedMember, Workplace
from outreach.operations.contacts import name_member
from outreach.queries.contacts import is_named
from tests.factories_places import ContactFactory, NamedMemberFactory, WorkplaceFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


@pytest.fixture
def workplace(committee: Committee) -> Workplace:
    made: Workplace = WorkplaceFactory(committee=committee)
    return made


def test_a_coordinator_names_a_member_and_sees_nothing_by_it(
    workplace: Workplace, coordinator: Membership, member: Membership, as_: As
) -> None:
    ContactFactory(workplace=workplace)
    path = f"/workplaces/{workplace.public_id}/name/"
    assert as_(coordinator).get(path).status_code == 200
    assert as_(coordinator).post(path, {"name": "marek"}).status_code == 302
    as_(coordinator).post(path, {"name": "Marek"})
    named = NamedMember.objects.get()
    assert named.membership == member
    message = Message.objects.get(template="outreach/email/member_named")
    found = [one.user_id for one in find(message.audience)(message.about)]
    assert found == [member.user_id]
    seen = f"/workplaces/{workplace.public_id}/contacts/"
    assert b"Nurse N" in as_(member).get(seen).content
    assert as_(coordinator).get(seen).status_code == 404
    page = as_(coordinator).get(f"/workplaces/{workplace.public_id}/").content
    assert b"1 member is named." in page
    assert b"Marek" not in page
    assert Event.objects.get(name="outreach.member_named").actor == coordinator.public_id


def test_nobody_names_themselves_or_somebody_who_is_not_there(
    workplace: Workplace, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    path = f"/workplaces/{workplace.public_id}/name/"
    for name, words in (("Ana", b"cannot name yourself"), ("Zora", b"Nobody of this name")):
        answer = as_(coordinator).post(path, {"name": name})
        assert answer.status_code == 422
        assert words in answer.content
    with pytest.raises(Refused, match="Only a coordinator"):
        name_member(workplace, name="Ana", by=member, at=now)


def test_neither_who_is_named_nor_who_is_suspended_nor_another_committee_can_name_a_member(
    workplace: Workplace, member: Membership, coordinator: Membership, outsider: Membership,
    now: datetime,
) -> None:  # fmt: skip
    NamedMemberFactory(workplace=workplace, membership=member)
    for one in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            name_member(workplace, name="Ana", by=one, at=now)
    coordinator.suspended_until = now
    with pytest.raises(Refused, match="Only a coordinator"):
        name_member(workplace, name="Marek", by=coordinator, at=now)
    assert workplace.named.count() == 1


def test_who_is_suspended_reads_no_contacts(
    workplace: Workplace, member: Membership, now: datetime
) -> None:
    NamedMemberFactory(workplace=workplace, membership=member)
    assert is_named(member, workplace)
    member.suspended_until = now
    assert not is_named(member, workplace)
