"""Who goes along: a hidden list, seen by those who are on it."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from outreach.models import Delegation
from outreach.operations.delegations import join_delegation
from tests.factories import MembershipFactory
from tests.factories_places import DelegationFactory, DelegationMemberFactory

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]


@pytest.fixture
def delegation(committee: Committee) -> Delegation:
    made: Delegation = DelegationFactory(committee=committee, places=2, meet_at="Qcorner")
    return made


def test_others_see_how_many_and_fellows_see_who_and_what_they_carry(
    delegation: Delegation, member: Membership, as_: As
) -> None:
    other = MembershipFactory(committee=delegation.committee, chosen_name="Qother")
    DelegationMemberFactory(delegation=delegation, membership=other, carries="statement")
    page = f"/delegations/{delegation.public_id}/"
    html = as_(member).get(page).content.decode()
    assert "1 of 2" in html
    assert "Qother" not in html
    assert "Qcorner" not in html
    answer = as_(member).post(f"{page}join/", {"carries": "questions"})
    assert answer["Location"] == page
    html = as_(member).get(page).content.decode()
    assert "Qother" in html
    assert "The statement" in html
    assert "Qcorner" in html
    assert not Event.objects.filter(name="outreach.delegation_joined").exclude(actor="").exists()


def test_not_twice_not_more_than_there_are_places_and_not_when_it_has_gone(
    delegation: Delegation, member: Membership, outsider: Membership, now: datetime
) -> None:
    join_delegation(delegation, carries="", by=member, at=now)
    with pytest.raises(Refused, match="You are going"):
        join_delegation(delegation, carries="", by=member, at=now)
    with pytest.raises(Refused, match="Only members"):
        join_delegation(delegation, carries="", by=outsider, at=now)
    DelegationMemberFactory(delegation=delegation)
    late = MembershipFactory(committee=delegation.committee)
    with pytest.raises(Refused, match="All places"):
        join_delegation(delegation, carries="", by=late, at=now)
    with pytest.raises(Refused, match="has gone"):
        join_delegation(delegation, carries="", by=late, at=delegation.starts_at)


def test_what_is_unknown_is_nothing_to_carry(
    delegation: Delegation, member: Membership, as_: As
) -> None:
    as_(member).post(f"/delegations/{delegation.public_id}/join/", {"carries": "a banner"})
    assert delegation.going.get().carries == ""


def test_the_dashboard_asks_who_went_for_the_report(
    delegation: Delegation, member: Membership, as_: As
) -> None:
    DelegationMemberFactory(delegation=delegation, membership=member)
    assert b"Report: General Hospital" not in as_(member).get("/home/").content
    with time_machine.travel(delegation.starts_at, tick=False):
        assert b"Report: General Hospital" in as_(member).get("/home/").content
