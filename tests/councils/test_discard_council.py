"""A council that is only written down: its committee's own, and thrown away by its coordinators."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from committees.operations.councils import discard_council, join_council, open_council
from core.decision import Refused
from core.models import Event
from councils.queries.affiliations import councils_to_join
from tests.councils.conftest import As
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(coordinator: Membership, now: datetime) -> Committee:
    return open_council(
        name="Rash Council", reach="city", area="Berlin", aims="!", by=coordinator, at=now
    )


def page(council: Committee) -> str:
    return f"/committees/{council.public_id}/"


def test_a_coordinator_discards_it_and_its_name_is_free_again(
    committee: Committee, written: Committee, coordinator: Membership, as_: As, now: datetime
) -> None:
    browser, councils = as_(coordinator), f"/committees/{committee.public_id}/councils/"
    discard = f"{councils}{written.public_id}/discard/"
    assert discard in browser.get(councils).content.decode()
    assert browser.post(discard).status_code == 302
    assert "Rash Council" not in browser.get(councils).content.decode()
    assert browser.get(page(written)).status_code == 404
    assert Event.objects.get(name="committees.council_discarded").actor == coordinator.public_id
    again = open_council(
        name="Rash Council", reach="city", area="Berlin", aims="!", by=coordinator, at=now
    )
    assert again.status == "forming"


def test_nobody_else_discards_it(
    committee: Committee, written: Committee, member: Membership, outsider: Membership, as_: As,
    now: datetime,
) -> None:  # fmt: skip
    councils = f"/committees/{committee.public_id}/councils/"
    assert "Discard it" not in as_(member).get(councils).content.decode()
    assert as_(member).post(f"{councils}{written.public_id}/discard/").status_code == 403
    with pytest.raises(Refused, match="Another committee"):
        discard_council(written, by=outsider, at=now)


def test_once_a_meeting_has_decided_it_stays(
    committee: Committee, written: Committee, coordinator: Membership, now: datetime
) -> None:
    join_council(written, committee, decision="a" * 12, at=now)
    with pytest.raises(Refused, match="A meeting has decided"):
        discard_council(written, by=coordinator, at=now)


def test_until_it_is_founded_the_public_does_not_see_it(
    committee: Committee, second: Committee, written: Committee, member: Membership,
    outsider: Membership, as_: As, now: datetime,
) -> None:  # fmt: skip
    stranger = UserFactory()
    for reader, status in ((member, 200), (outsider, 404), (stranger, 404), (None, 404)):
        assert as_(reader).get(page(written)).status_code == status
    assert not councils_to_join(second, "Rash", now)
    assert councils_to_join(committee, "Rash", now)
    join_council(written, committee, decision="a" * 12, at=now)
    for reader, status in ((member, 200), (outsider, 200), (stranger, 404), (None, 404)):
        assert as_(reader).get(page(written)).status_code == status
    assert "Rash Council" not in as_(None).get("/councils/").content.decode()
    assert councils_to_join(second, "Rash", now)
    join_council(written, second, decision="b" * 12, at=now)
    assert as_(None).get(page(written)).status_code == 200
    assert "Rash Council" in as_(None).get("/councils/").content.decode()
