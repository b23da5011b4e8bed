"""The home of a committee: what its members see, and what everybody else sees of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from committees.models import Committee, Membership, Office
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from tests.factories import NOW, MandateFactory, officer
from tests.factories_announcements import AnnouncementFactory
from tests.factories_elections import announced, members, voting
from tests.factories_joining import JoinRequestFactory
from tests.factories_meetings import ComingFactory
from tests.home.conftest import Fill, soon
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
DAY = timedelta(days=1)


@pytest.fixture
def home(committee: Committee, as_: As) -> Callable[..., str]:
    """The page as this person reads it."""

    def read(person: Membership | None, of: Committee | None = None, status: int = 200) -> str:
        response = as_(person).get(f"/committees/{(of or committee).public_id}/")
        assert response.status_code == status
        return str(response.content.decode())

    return read


def test_a_visitor_reads_the_public_face_and_nobodys_name(
    home: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    MandateFactory(membership=member, committee=committee, office=Office.DELEGATE)
    soon(committee, title="Secret supper")
    text = home(None)
    assert committee.name in text
    assert "To meet and decide together." in text
    assert "fewer than 10" in text
    assert "Ask to join" in text
    for hidden in ("Ana", "Marek", "Secret supper", "Leave", "Call a meeting"):
        assert hidden not in text


def test_a_member_of_another_committee_reads_the_public_face_only(
    home: Callable[..., str], coordinator: Membership, outsider: Membership
) -> None:
    text = home(outsider)
    assert "Ask to join" in text
    assert "Ana" not in text


def test_a_member_who_left_reads_the_public_face_only(
    home: Callable[..., str], committee: Committee, member: Membership
) -> None:
    person = member.user
    member.status, member.ended_at, member.chosen_name = "left", NOW, ""
    member.save()
    assert "Ask to join" in home(person)


def test_a_closed_committee_offers_no_way_to_ask(
    home: Callable[..., str], committee: Committee
) -> None:
    committee.joining = "closed"
    committee.save()
    assert "Ask to join" not in home(None)


def test_a_dissolved_committee_is_gone_for_all_but_its_members(
    home: Callable[..., str], committee: Committee, coordinator: Membership, outsider: Membership
) -> None:
    committee.status, committee.dissolved_at = "dissolved", NOW
    committee.save()
    home(None, status=404)
    home(outsider, status=404)
    text = home(coordinator)
    assert text.count("has been dissolved") == 1
    assert "This committee is dissolved." in text
    for button in ("/meetings/call/", "announce-election", "/announcements/write/"):
        assert button not in text


def test_an_unknown_committee_is_not_there(
    home: Callable[..., str], committee: Committee, coordinator: Membership
) -> None:
    committee.public_id = "222222222222"
    home(coordinator, status=404)


def test_a_forming_committee_says_what_it_lacks_to_be_founded(
    home: Callable[..., str], committee: Committee, coordinator: Membership
) -> None:
    committee.status, committee.founded_at = "forming", None
    committee.save()
    text = home(coordinator)
    assert "Admit 2 more members." in text
    assert "Hold the founding meeting by" in text
    members(committee, 2)
    assert "There are three members or more." in home(coordinator)


def test_a_member_sees_who_carries_the_mandate_and_no_list_of_members(
    home: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    until = NOW + 100 * DAY
    delegate = officer(committee, Office.ALTERNATE, "Alta")
    MandateFactory(membership=member, committee=committee, office=Office.DELEGATE, ends_at=until)
    ordinary = members(committee, 2)
    text = home(ordinary[0])
    assert "<bdi>Marek</bdi>" in text
    assert "Delegate · until" in text
    assert '<p class="number">5</p>' in text
    for hidden in (ordinary[0].chosen_name, ordinary[1].chosen_name, delegate.chosen_name):
        assert hidden not in text


def test_what_needs_the_member_stands_first(
    home: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    assert "Nothing needs you now" in home(member)
    nominated = announced(committee, coordinator, title="Another office", office="coordinator")
    nominate(nominated, name="Marek", by=coordinator, at=NOW)
    meeting = soon(committee, title="Spring meeting")
    text = home(member)
    assert "This needs you" in text
    assert "You were nominated" in text
    assert "Are you coming?" in text
    ComingFactory(meeting=meeting, membership=member)
    text = home(member)
    assert "Are you coming?" not in text
    assert "you are coming" in text


def test_an_open_vote_is_asked_for_until_one_has_a_paper_and_stays_in_reach(
    home: Callable[..., str], clock: Any, committee: Committee, coordinator: Membership,
    member: Membership,
) -> None:  # fmt: skip
    election = voting(committee, coordinator, coordinator)
    clock.move_to(election.voting_opens_at + timedelta(hours=1))
    assert "Voting closes" in home(member)
    vote(election, choices=[1], by=member, at=timezone.now())
    text = home(member)
    assert "Voting closes" not in text
    assert "This needs you" not in text
    assert "To my ballot" in text
    advance_election(election, at=election.counted_from)
    assert f"/elections/{election.public_id}/result/" in home(member)


def test_an_open_meeting_is_marked(
    home: Callable[..., str], committee: Committee, member: Membership
) -> None:
    soon(committee, starts_at=NOW, status="open", opened_at=NOW)
    assert "open now" in home(member)


def test_only_those_who_admit_are_told_of_requests(
    home: Callable[..., str], committee: Committee, secretary: Membership, member: Membership
) -> None:
    JoinRequestFactory.create_batch(2, committee=committee)
    assert "2 people ask to join" in home(secretary)
    assert "ask to join" not in home(member)


def test_a_new_member_sees_the_announcements_since_they_joined_and_after_a_week_the_older_ones(
    home: Callable[..., str], clock: Any, committee: Committee, member: Membership
) -> None:
    member.joined_at = NOW - DAY
    member.save()
    for title, sent_at in (
        ("Before", NOW - 2 * DAY), ("Since", NOW), ("To come", NOW + timedelta(minutes=4)),
    ):  # fmt: skip
        AnnouncementFactory(committee=committee, title=title, status="sent", sent_at=sent_at)
    AnnouncementFactory(committee=committee, title="Drafted")
    text = home(member)
    assert "Since" in text
    for hidden in ("Before", "To come", "Drafted"):
        assert hidden not in text
    clock.move_to(member.joined_at + 7 * DAY)
    assert "Before" in home(member)


def test_ones_own_offices_are_named_and_the_buttons_follow_them(
    home: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    own, others = home(coordinator), home(member)
    assert '<span class="tag">Coordinator</span>' in own
    assert '<span class="tag">Coordinator</span>' not in others
    assert "Call a meeting" in own
    assert "Call a meeting" not in others


@pytest.mark.parametrize("person", ["visitor", "member", "secretary"])
def test_the_page_asks_the_same_number_of_questions_however_much_goes_on(
    person: str, fill: Fill, committee: Committee, as_: As, request: pytest.FixtureRequest,
    django_assert_max_num_queries: Any, django_assert_num_queries: Any,
) -> None:  # fmt: skip
    someone = None if person == "visitor" else request.getfixturevalue(person)
    client, path = as_(someone), f"/committees/{committee.public_id}/"
    fill(2)
    client.get(path)
    with django_assert_max_num_queries(44) as few:
        client.get(path)
    fill(18)
    members(committee, 30)
    with django_assert_num_queries(len(few)):
        client.get(path)


def test_a_coordinator_finds_the_way_to_what_the_committee_says_of_itself(
    home: Callable[..., str], committee: Committee, coordinator: Membership, member: Membership
) -> None:
    path = f"/committees/{committee.public_id}/edit/"
    assert path in home(coordinator)
    assert path not in home(member)
