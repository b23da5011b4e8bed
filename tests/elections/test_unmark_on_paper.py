from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Election
from elections.operations.on_paper import mark_on_paper, unmark_on_paper
from tests.factories_elections import members, voting

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    member: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> Election:
    election = voting(committee, returning_officer, *members(committee, 12)[:2])
    monkeypatch.setattr("core.clock.now", lambda: election.voting_opens_at)
    mark_on_paper(election, member, by=returning_officer, at=election.voting_opens_at)
    return election


def test_the_returning_officer_takes_a_mark_back(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    url = f"/elections/{election.public_id}/on-paper/unmark/"
    browser = as_(returning_officer)
    page = browser.post(url, {"member": member.public_id}, follow=True).content.decode()
    assert "Nobody is marked as voting on paper." in page
    assert as_(member).get(f"/elections/{election.public_id}/vote/").status_code == 200
    assert browser.post(url, {"member": "nobody000000"}).status_code == 404


def test_nobody_else_does(election: Election, member: Membership, as_: As) -> None:
    other = Membership.objects.get(chosen_name="Voter 3")
    url = f"/elections/{election.public_id}/on-paper/unmark/"
    assert as_(other).post(url, {"member": member.public_id}).status_code == 403
    assert as_(other).post(url).status_code == 403
    with pytest.raises(Refused, match="Only the returning officer"):
        unmark_on_paper(election, member, by=other, at=election.voting_opens_at)
    assert election.contest.roll.filter(on_paper=True).count() == 1
