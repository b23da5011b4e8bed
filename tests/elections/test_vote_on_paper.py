from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership
from elections.models import Election
from tests.factories import NOW, MembershipFactory
from tests.factories_elections import announced, members, voting
from tests.voting import vote

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
    moment = election.voting_opens_at + timedelta(hours=1)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return election


def test_a_member_asks_for_paper_and_changes_their_mind(
    election: Election, member: Membership, as_: As
) -> None:
    browser, url = as_(member), f"/elections/{election.public_id}/on-paper/"
    assert "I vote on paper" in browser.get(url).content.decode()
    assert "You vote on paper." in browser.post(url, follow=True).content.decode()
    assert "I vote with a device after all" in browser.get(url).content.decode()
    assert browser.post(url).status_code == 403
    browser.post(f"{url}unmark/")
    assert not election.contest.roll.filter(on_paper=True).exists()


def test_it_can_be_asked_from_the_announcement_on(
    committee: Committee,
    returning_officer: Membership,
    member: Membership,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    members(committee, 12)
    election = announced(committee, returning_officer)
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    as_(member).post(f"/elections/{election.public_id}/on-paper/")
    assert election.contest.roll.get(on_paper=True).voter == member.public_id


def test_whoever_has_a_paper_is_told_so(election: Election, member: Membership, as_: As) -> None:
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    page = as_(member).get(f"/elections/{election.public_id}/on-paper/").content.decode()
    assert "You have taken a ballot paper in a browser" in page


def test_who_may_not_ask(
    election: Election,
    committee: Committee,
    member: Membership,
    outsider: Membership,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"/elections/{election.public_id}/on-paper/"
    late = MembershipFactory(committee=committee, chosen_name="Late")
    assert as_(outsider).get(url).status_code == 404
    assert as_(late).get(url).status_code == 403
    monkeypatch.setattr("core.clock.now", lambda: election.voting_closes_at)
    assert as_(member).get(url).status_code == 403


def test_a_page_says_how_to_vote_on_anothers_device(
    election: Election, member: Membership, returning_officer: Membership, as_: As
) -> None:
    url = f"/elections/{election.public_id}/vote-here/"
    assert "Wipe this device" in as_(member).get(url).content.decode()
    assert "on-paper/mark/" in as_(returning_officer).get(url).content.decode()
