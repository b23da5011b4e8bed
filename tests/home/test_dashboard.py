"""The page a member sees first, across committees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from committees.models import Committee, Membership
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from tests.factories import (
    NOW,
    CommitteeFactory,
    MandateFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories_elections import announced, voting
from tests.factories_joining import JoinRequestFactory
from tests.factories_meetings import ActionItemFactory, ComingFactory, MeetingFactory
from tests.home.conftest import Fill, soon
from tests.voting import vote

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


def test_an_open_vote_asks_until_one_has_a_paper_and_stays_in_reach(
    board: Callable[..., str], clock: Any, committee: Committee, coordinator: Membership,
    member: Membership,
) -> None:  # fmt: skip
    election = voting(committee, coordinator, coordinator)
    clock.move_to(election.voting_opens_at + timedelta(hours=1))
    assert "Voting closes" in board(member)
    vote(election, choices=[1], by=member, at=timezone.now())
    text = board(member)
    assert "Voting closes" not in text
    assert "Nothing needs you now" in text
    assert "To my ballot" in text
    assert f"/elections/{election.public_id}/vote/" in text


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
    with django_assert_max_num_queries(34) as few:
        client.get("/home/")
    fill(8)
    for other in CommitteeFactory.create_batch(10, status="founded", founded_at=NOW):
        MembershipFactory(committee=other, user=member.user)
        soon(other)
    with django_assert_num_queries(len(few)):
        client.get("/home/")


def test_who_admits_is_asked_in_every_committee_and_nobody_else_is(
    board: Callable[..., str], committee: Committee, secretary: Membership, member: Membership
) -> None:
    JoinRequestFactory.create_batch(2, committee=committee)
    JoinRequestFactory()
    text = board(secretary)
    assert "2 people ask to join" in text
    assert "The first request lapses" in text
    assert f"/committees/{committee.public_id}/requests/" in text
    assert "ask to join" not in board(member)


def test_an_office_that_is_offered_asks_for_an_answer(
    board: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    MandateFactory(membership=member, committee=committee, office="coordinator", status="given")
    assert "You are asked to be Coordinator" in board(member)
    assert "You are asked to be" not in board(coordinator)


def test_what_ends_first_stands_first_and_alone_in_red(
    board: Callable[..., str], committee: Committee, member: Membership
) -> None:
    soon(committee, title="Later one", starts_at=NOW + timedelta(days=5),
         ends_at=NOW + timedelta(days=5, hours=1))  # fmt: skip
    soon(committee, title="Sooner one")
    text = board(member)
    assert text.count("card-ask") == 1
    assert text.count("card-red") == 1
    assert text.index("Sooner one") < text.index("Later one")


def test_coming_takes_one_tap_and_can_be_taken_back(
    as_: As, committee: Committee, member: Membership
) -> None:
    meeting = soon(committee, title="Spring meeting")
    client = as_(member)
    assert (
        f'action="/meetings/{meeting.public_id}/coming/"' in client.get("/home/").content.decode()
    )
    page = client.post(f"/meetings/{meeting.public_id}/coming/", follow=True).content.decode()
    assert "You are counted." in page
    assert "Undo" in page
    assert meeting.coming.count() == 1
    client.post(f"/meetings/{meeting.public_id}/not-coming/")
    assert meeting.coming.count() == 0


def test_decisions_of_all_committees_stand_together_with_the_names_of_those_elected(
    board: Callable[..., str], clock: Any, committee: Committee, coordinator: Membership,
    member: Membership,
) -> None:  # fmt: skip
    election = voting(committee, coordinator, coordinator)
    clock.move_to(election.voting_opens_at + timedelta(hours=1))
    vote(election, choices=[1], by=member, at=timezone.now())
    advance_election(election, at=election.counted_from)
    text = board(member)
    assert "What is decided" in text
    assert "Elected:" in text
    assert '<bdi class="person">Ana</bdi>' in text
    assert "The committee is founded" in text


def test_a_vote_comes_before_a_chore_whose_day_is_past(
    committee: Committee, coordinator: Membership, member: Membership, board: Callable[..., str],
    clock: Any,
) -> None:  # fmt: skip
    election = voting(committee, coordinator, coordinator)
    clock.move_to(election.voting_opens_at)
    ActionItemFactory(
        meeting=MeetingFactory(committee=committee), membership=member, text="Qchore",
        due_on=election.voting_opens_at.date() - timedelta(days=2),
    )  # fmt: skip
    text = board(member)
    assert text.index(election.title) < text.index("Qchore")
