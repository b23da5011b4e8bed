"""Using an invitation: once, under any load."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection

from committees.models import (
    Admission,
    Committee,
    Invitation,
    JoinRequest,
    Membership,
)
from committees.operations.invitations import accept_invitation
from committees.operations.joining import request_to_join
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.committees.joining import As, fill, messages
from tests.factories_joining import InvitationFactory


@pytest.fixture
def then(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


def test_under_ten_members_a_secretarys_invitation_makes_a_member_at_once(
    secretary: Membership, now: datetime
) -> None:
    invitation = InvitationFactory(made_by=secretary)
    person = factories.UserFactory()
    came = accept_invitation(invitation, chosen_name="Lin", by=person, at=now)
    assert isinstance(came, Membership)
    assert (came.chosen_name, came.status) == ("Lin", "active")
    invitation.refresh_from_db()
    assert invitation.used_at == now
    (told,) = messages("member_admitted")
    assert "Lin" not in str(told.context)


def test_an_ordinary_members_invitation_makes_a_request_that_says_invited(
    member: Membership, secretary: Membership, now: datetime
) -> None:
    came = accept_invitation(
        InvitationFactory(made_by=member),
        chosen_name="Lin",
        by=factories.UserFactory(),
        at=now,
        greeting="Hello",
    )
    assert isinstance(came, JoinRequest)
    assert (came.invited, came.status, came.greeting) == (True, "waiting", "Hello")
    assert came.expires_at == now + timedelta(days=7)
    assert not came.admissions.exists()
    assert len(messages("request_made")) == 1


def test_from_ten_members_on_a_secretarys_invitation_counts_as_one_yes_of_two(
    secretary: Membership, now: datetime
) -> None:
    fill(secretary.committee, 10)
    came = accept_invitation(
        InvitationFactory(made_by=secretary),
        chosen_name="Lin",
        by=factories.UserFactory(),
        at=now,
    )
    assert isinstance(came, JoinRequest)
    assert Admission.objects.get(request=came).by == secretary


def test_an_invitation_adds_to_a_request_that_waits_already(
    committee: Committee, secretary: Membership, now: datetime
) -> None:
    person = factories.UserFactory()
    asked = request_to_join(committee, chosen_name="Lin", by=person, at=now, greeting="Hi")
    came = accept_invitation(
        InvitationFactory(made_by=secretary), chosen_name="Lin K", by=person, at=now
    )
    assert isinstance(came, Membership)
    asked.refresh_from_db()
    assert (asked.status, asked.decided_at) == ("admitted", now)


def test_the_second_secretarys_invitation_is_the_second_yes(
    committee: Committee, secretary: Membership, now: datetime
) -> None:
    second = factories.officer(committee, "membership_secretary", "Sol")
    fill(committee, 12)
    person = factories.UserFactory()
    first = accept_invitation(
        InvitationFactory(made_by=secretary), chosen_name="Lin", by=person, at=now
    )
    assert isinstance(first, JoinRequest)
    came = accept_invitation(
        InvitationFactory(made_by=second), chosen_name="Lin", by=person, at=now
    )
    assert isinstance(came, Membership)
    assert not messages("member_admitted")


def test_the_same_secretary_inviting_twice_is_one_yes(
    committee: Committee, secretary: Membership, now: datetime
) -> None:
    fill(committee, 12)
    person = factories.UserFactory()
    for _ in range(2):
        came = accept_invitation(
            InvitationFactory(made_by=secretary), chosen_name="Lin", by=person, at=now
        )
        assert isinstance(came, JoinRequest)
    assert JoinRequest.objects.count() == 1


def test_no_event_joins_who_came_to_who_invited(secretary: Membership, now: datetime) -> None:
    accept_invitation(
        InvitationFactory(made_by=secretary),
        chosen_name="Lin",
        by=factories.UserFactory(),
        at=now,
    )
    event = Event.objects.get(name="committees.invitation_accepted")
    assert (event.actor, event.subject) == ("", secretary.committee.public_id)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"used_at": factories.NOW}, "used already"),
        ({"withdrawn_at": factories.NOW}, "withdrawn"),
        (
            {"made_at": factories.NOW - timedelta(hours=72), "expires_at": factories.NOW},
            "72 hours",
        ),
    ],
)
def test_what_is_over_makes_nobody_a_member(
    fields: dict[str, datetime], reason: str, secretary: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match=reason):
        accept_invitation(
            InvitationFactory(made_by=secretary, **fields),
            chosen_name="Lin",
            by=factories.UserFactory(),
            at=now,
        )


def test_a_member_wastes_no_invitation(
    secretary: Membership, member: Membership, now: datetime
) -> None:
    invitation = InvitationFactory(made_by=secretary)
    assert member.user is not None
    with pytest.raises(Refused, match="member of this committee already"):
        accept_invitation(invitation, chosen_name="Lin", by=member.user, at=now)
    invitation.refresh_from_db()
    assert invitation.used_at is None


def test_a_taken_name_wastes_no_invitation(
    secretary: Membership, member: Membership, now: datetime
) -> None:
    invitation = InvitationFactory(made_by=secretary)
    with pytest.raises(Refused, match="Another member has this name"):
        accept_invitation(invitation, chosen_name="MAREK", by=factories.UserFactory(), at=now)
    invitation.refresh_from_db()
    assert invitation.used_at is None


def test_a_phone_gets_from_the_link_to_the_committee(
    secretary: Membership, as_: As, then: None
) -> None:
    InvitationFactory(made_by=secretary, token="tap")
    browser = as_(factories.UserFactory())
    assert "Join" in browser.get("/i/tap/").content.decode()
    assert "Choose a name" in browser.get("/i/tap/join/").content.decode()
    response = browser.post("/i/tap/join/", {"chosen_name": "Lin"})
    assert response["Location"] == f"/committees/{secretary.committee.public_id}/"
    assert Membership.objects.filter(chosen_name="Lin", status="active").exists()


def test_a_request_leads_to_the_page_on_which_it_waits(
    member: Membership, as_: As, then: None
) -> None:
    InvitationFactory(made_by=member, token="wait")
    response = as_(factories.UserFactory()).post(
        "/i/wait/join/", {"chosen_name": "Lin"}, follow=True
    )
    said, page = response.content.decode().split("Your request waits", 1)
    undo = f"/requests/{JoinRequest.objects.get().public_id}/withdraw/"
    assert f'action="{undo}"' in page
    assert f'action="{undo}"' in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 10_000, "at most 60"),
        ("", "Fill this in"),
        ("🔥", "at least one letter"),
        ("lin@mail.example", "not an address"),
        ("marek", "Another member"),
    ],
)
def test_a_name_that_cannot_be_is_answered_with_422_and_uses_nothing(
    name: str, sentence: str, member: Membership, as_: As, then: None
) -> None:
    InvitationFactory(made_by=member, token="bad")
    response = as_(factories.UserFactory()).post("/i/bad/join/", {"chosen_name": name})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Invitation.objects.filter(used_at=None).exists()


def test_a_name_of_right_to_left_letters_and_emoji_is_shown_in_its_own_direction(
    member: Membership, as_: As, then: None
) -> None:
    InvitationFactory(made_by=member, token="rtl")
    response = as_(factories.UserFactory()).post(
        "/i/rtl/join/", {"chosen_name": "مريم 🔥"}, follow=True
    )
    assert "<bdi>مريم 🔥</bdi>" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_twenty_people_at_the_same_moment_use_an_invitation_once() -> None:
    secretary = factories.officer(factories.CommitteeFactory(), "membership_secretary", "Sefa")
    invitation = InvitationFactory(made_by=secretary)
    people = factories.UserFactory.create_batch(20)
    barrier, came, refused = threading.Barrier(20), list[object](), list[str]()

    def come(number: int) -> None:
        barrier.wait(timeout=20)
        try:
            came.append(
                accept_invitation(
                    invitation,
                    chosen_name=f"Person {number}",
                    by=people[number],
                    at=factories.NOW,
                )
            )
        except Refused as fault:
            refused.append(str(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (len(came), len(refused)) == (1, 19)
    assert all("used already" in reason for reason in refused)
    assert Membership.objects.filter(committee=secretary.committee).count() == 2
