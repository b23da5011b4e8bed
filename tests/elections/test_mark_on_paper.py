from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from ballots.operations.rolls import forget_voter
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Election
from elections.operations.on_paper import mark_on_paper
from elections.queries.elections import votes
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


def _room(election: Election) -> str:
    return f"/elections/{election.public_id}/on-paper/mark/"


def test_the_returning_officer_marks_by_name_and_the_member_sees_it(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    officer = as_(returning_officer)
    assert "Nobody is marked" in officer.get(_room(election)).content.decode()
    answer = officer.post(_room(election), {"name": "marek"}, follow=True).content.decode()
    assert "Marek votes on paper." in answer
    assert "1 member votes on paper." in answer
    assert "Fewer than five vote on paper." in answer
    page = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert "You are marked as voting on paper." in page
    booth = as_(member).get(f"/elections/{election.public_id}/vote/")
    assert booth.status_code == 403
    assert "nobody votes by both" in booth.content.decode()
    again = officer.post(_room(election), {"name": "Marek"})
    assert (again.status_code, "already" in again.content.decode()) == (422, True)
    other = Membership.objects.get(chosen_name="Voter 3")
    assert "Marek" not in as_(other).get(f"/elections/{election.public_id}/").content.decode()


def test_no_event_says_who(
    election: Election, returning_officer: Membership, member: Membership
) -> None:
    mark_on_paper(election, member, by=returning_officer, at=election.voting_opens_at)
    event = Event.objects.get(name="elections.marked_on_paper")
    assert (event.actor, event.subject, event.data) == ("", election.public_id, {})


def test_a_marked_member_is_not_asked_to_vote_in_a_browser(
    election: Election, returning_officer: Membership, member: Membership
) -> None:
    at = election.voting_opens_at
    assert votes(member.user, at)
    mark_on_paper(election, member, by=returning_officer, at=at)
    assert not votes(member.user, at)


def test_whoever_took_a_paper_is_not_marked(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    answer = as_(returning_officer).post(_room(election), {"name": "Marek"})
    assert answer.status_code == 422
    assert "nobody votes by both" in answer.content.decode()


@pytest.mark.parametrize("name", ["Nobody", "Late", ""])
def test_only_who_is_on_the_roll_is_marked(
    election: Election, committee: Committee, returning_officer: Membership, as_: As, name: str
) -> None:
    MembershipFactory(committee=committee, chosen_name="Late")
    assert as_(returning_officer).post(_room(election), {"name": name}).status_code == 422
    assert not election.contest.roll.filter(on_paper=True).exists()


def test_no_other_member_sees_the_list_or_marks_somebody(
    election: Election, member: Membership, as_: As
) -> None:
    for answer in (
        as_(member).get(_room(election)),
        as_(member).post(_room(election), {"name": "Voter 3"}),
    ):
        assert answer.status_code == 403
    other = Membership.objects.get(chosen_name="Voter 3")
    with pytest.raises(Refused, match="Only the returning officer"):
        mark_on_paper(election, other, by=member, at=election.voting_opens_at)


def test_after_the_close_nobody_is_marked(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    election.status = "closed"
    election.save(update_fields=["status"])
    with pytest.raises(Refused, match="closed"):
        mark_on_paper(election, member, by=returning_officer, at=election.voting_closes_at)
    assert "Voting has closed." in as_(returning_officer).get(_room(election)).content.decode()


def test_where_the_clock_runs_the_election_there_is_no_paper(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    assert election.returning_officer is None
    with pytest.raises(Refused, match="The clock runs"):
        mark_on_paper(election, member, by=member, at=NOW)


def test_whoever_has_left_stays_a_number(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    mark_on_paper(election, member, by=returning_officer, at=election.voting_opens_at)
    forget_voter(member.public_id, at=election.voting_opens_at)
    assert "1 who has left since" in as_(returning_officer).get(_room(election)).content.decode()
