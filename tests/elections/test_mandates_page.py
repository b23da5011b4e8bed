"""Who carries what, for how long, given by which decision; what ended, without a name."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from committees.operations.mandates import lay_down_office
from tests.elections.deciding import declared
from tests.factories import NOW, MandateFactory
from tests.factories_elections import members

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(days=60))


def test_the_page_tells_the_life_of_every_mandate(
    committee: Committee,
    coordinator: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    people = members(committee, 6)
    election = declared(
        committee, coordinator, people[:2], {one: [people[0]] for one in people}, seats=1
    )
    browser = as_(people[4])
    address = f"/committees/{committee.public_id}/mandates/"
    with django_assert_max_num_queries(12):
        page = browser.get(address).content.decode()
    assert "Voter 0" in page
    assert "Ana" in page
    assert "Voter 4" not in page
    assert f"/elections/{election.public_id}/" in page
    assert " days" in page
    assert "until the first election" in page
    assert "What has ended" not in page
    assert "Resign" not in page
    mine = as_(people[0]).get(address).content.decode()
    mandate = Mandate.objects.get(membership=people[0], office="delegate")
    assert f"/mandates/{mandate.public_id}/lay-down/" in mine
    lay_down_office(mandate, by=people[0], at=NOW + timedelta(days=50))
    after = browser.get(address).content.decode()
    assert "What has ended" in after
    assert "Resigned" in after
    assert "Voter 0" not in after


def test_a_committee_where_nobody_carries_anything_says_so(member: Membership, as_: As) -> None:
    page = as_(member).get(f"/committees/{member.committee.public_id}/mandates/")
    assert "Nobody carries a mandate." in page.content.decode()


def test_another_committees_mandates_do_not_exist(
    member: Membership, outsider: Membership, as_: As
) -> None:
    MandateFactory(membership=member)
    address = f"/committees/{member.committee.public_id}/mandates/"
    assert as_(outsider).get(address).status_code == 404
