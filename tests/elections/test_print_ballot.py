from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from tests.factories_elections import announced, members, voting

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_the_paper_has_the_order_of_the_browser(
    committee: Committee, returning_officer: Membership, member: Membership, as_: As
) -> None:
    election = voting(committee, returning_officer, *members(committee, 12)[:3])
    url = f"/elections/{election.public_id}/on-paper/print/"
    page = as_(returning_officer).get(url).content.decode()
    names = list(election.contest.options.order_by("number").values_list("label", flat=True))
    places = [page.index(f"<bdi>{name}</bdi></li>") for name in names]
    assert places == sorted(places)
    assert as_(member).get(url).status_code == 403


def test_before_voting_its_order_is_not_fixed(
    committee: Committee, returning_officer: Membership, as_: As
) -> None:
    members(committee, 12)
    election = announced(committee, returning_officer)
    answer = as_(returning_officer).get(f"/elections/{election.public_id}/on-paper/print/")
    assert answer.status_code == 403
    assert "its order is fixed then" in answer.content.decode()
