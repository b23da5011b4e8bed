"""The page a member sees first, across committees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from committees.models import Committee, Membership
from elections.operations.nominations import nominate
from elections.operations.voting import cast_vote
from tests.factories import NOW, CommitteeFactory, MembershipFactory, UserFactory
from tests.factories_elections import announced, voting
from tests.factories_joining import JoinRequestFactory
from tests.factories_meetings import ComingFactory
from tests.home.conftest import Fill, soon

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def board(as_: As) -> Callable[..., str]:
    def read(person: Membership | User) -> str:
        response = as_(person).get("/home/")
        assert response.status_code == 200
        return str(response.content.decode())

    return read


def test_a_visitor_is_asked_to_sign_in(as_: As) -> None:
    response = as_(None).get("/home/")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/home/"


def test_a_person_in_no_committee_is_helped_to_find_their_campus(board: Callable[..., str]) -> None:
    text = board(UserFactory())
    assert "Find your campus" in text
    assert "You are in no committee yet." in text
    assert 'action="/campuses/"' in text


def test_a_request_that_waits_is_shown_to_whoever_made_it(board: Callable[..., str]) -> None:
    request = JoinRequestFactory(committee__name="Patience")
    JoinRequestFactory(committee__name="Somebody else’s")
    text = board(request.user)
    assert "Waiting to be admitted" in text
    assert "Patience" in text
    assert "Somebody else" not in text


def test_every_committee_of_ones_own_is_listed_and_no_other(
    board: Callable[..., str], member: Membership, outsider: Membership
) -> None:
    young = CommitteeFactory(name="Young one")
    MembershipFactory(committee=young, user=member.user)
    text = board(member)
    assert "Nothing needs you now" in text
    assert member.committee.name in text
    assert "Young one" in text
    assert "Forming" in text
    assert f">{outsider.committee.name}<" not in text


def test_a_meeting_asks_until_one_has_answered(
    board: Callable[..., str], committee: Committee, member: Membership
) -> None:
    meeting = soon(committee, title="Spring meeting")
    text = board(member)
    assert "This needs you" in text
    assert "Are you coming?" in text
    ComingFactory(meeting=meeting, membership=member)
    text = board(member)
    assert "Nothing needs you now" in text
    assert "you are coming" in text
    meeting.status, meeting.opened_at = "open", NOW
    meeting.save()
    assert "open now" in board(member)


def test_a_nomination_asks_for_an_answer(
    board: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    nominate(election, name="Marek", by=coordinator, at=NOW)
    text = board(member)
    assert "You were nominated" in text
    assert f"/elections/{election.public_id}/" in text
    assert "You were nominated" not in board(coordinator)


def test_an_open_vote_asks_until_one_has_voted(
    board: Callable[..., str], clock: Any, committee: Committee, coordinator: Membership,
    member: Membership,
) -> None:  # fmt: skip
    election = voting(committee, coordinator, coordinator)
    clock.move_to(election.voting_opens_at + timedelta(hours=1))
    assert "Voting closes" in board(member)
    cast_vote(election, choices=[1], by=member, at=timezone.now())
    assert "Voting closes" not in board(member)


def test_who_was_admitted_after_the_announcement_is_not_asked_to_vote(
    board: Callable[..., str], clock: Any, committee: Committee, coordinator: Membership
) -> None:
    election = voting(committee, coordinator, coordinator)
    late = MembershipFactory(committee=committee)
    clock.move_to(election.voting_opens_at + timedelta(hours=1))
    assert "Voting closes" not in board(late)


def test_the_page_asks_the_same_number_of_questions_however_much_goes_on(
    fill: Fill, member: Membership, as_: As,
    django_assert_max_num_queries: Any, django_assert_num_queries: Any,
) -> None:  # fmt: skip
    client = as_(member)
    fill(2)
    client.get("/home/")
    with django_assert_max_num_queries(7) as few:
        client.get("/home/")
    fill(8)
    for other in CommitteeFactory.create_batch(10, status="founded", founded_at=NOW):
        MembershipFactory(committee=other, user=member.user)
        soon(other)
    with django_assert_num_queries(len(few)):
        client.get("/home/")
