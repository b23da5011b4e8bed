"""Asking to join."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from committees.models import Committee, JoinRequest, Membership
from committees.operations.joining import request_to_join
from core.decision import Refused
from core.models import Event
from notices.audiences import find
from tests import factories
from tests.committees.joining import NAUGHTY, As, messages
from tests.factories_joining import JoinRequestFactory


def url(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/join/"


@pytest.mark.parametrize("joining", ["open", "vouched"])
def test_anybody_asks_an_open_or_vouched_committee_and_waits_seven_days(
    joining: str, committee: Committee, now: datetime
) -> None:
    committee.joining = joining
    committee.save(update_fields=["joining"])
    request = request_to_join(
        committee, chosen_name=" Lin ", by=factories.UserFactory(), at=now, greeting="Hi"
    )
    assert (request.chosen_name, request.status, request.invited) == ("Lin", "waiting", False)
    assert request.expires_at == now + timedelta(days=7)
    assert Event.objects.get(name="committees.join_requested").actor == ""


def test_only_the_membership_secretaries_are_told_and_without_a_name(
    committee: Committee, secretary: Membership, coordinator: Membership, now: datetime
) -> None:
    person = factories.UserFactory()
    request_to_join(committee, chosen_name="Lin", by=person, at=now, greeting="Hi")
    (told,) = messages("request_made")
    assert "Lin" not in str(told.context)
    recipients = [one.user_id for one in find(told.audience)(told.about)]
    assert recipients == [secretary.user_id]


def test_a_closed_committee_is_joined_by_invitation_only(
    committee: Committee, as_: As, now: datetime
) -> None:
    Committee.objects.update(joining="closed")
    person = factories.UserFactory()
    with pytest.raises(Refused, match="by invitation only"):
        request_to_join(committee, chosen_name="Lin", by=person, at=now)
    browser = as_(person)
    assert "by invitation only" in browser.get(url(committee)).content.decode()
    assert browser.post(url(committee), {"chosen_name": "Lin"}).status_code == 403


def test_nobody_asks_twice_at_the_same_time(committee: Committee, now: datetime) -> None:
    person = factories.UserFactory()
    request_to_join(committee, chosen_name="Lin", by=person, at=now)
    with pytest.raises(Refused, match="asked already"):
        request_to_join(committee, chosen_name="Sol", by=person, at=now)


def test_three_times_in_thirty_days_is_enough(committee: Committee, now: datetime) -> None:
    person = factories.UserFactory()
    for _ in range(3):
        JoinRequestFactory(committee=committee, user=person, status="declined", decided_at=now)
    with pytest.raises(Refused, match="three times"):
        request_to_join(committee, chosen_name="Lin", by=person, at=now)
    assert request_to_join(committee, chosen_name="Lin", by=person, at=now + timedelta(days=30))


def test_ten_requests_at_once_are_enough(committee: Committee, now: datetime) -> None:
    person = factories.UserFactory()
    JoinRequestFactory.create_batch(10, user=person)
    with pytest.raises(Refused, match="asked 10 committees"):
        request_to_join(committee, chosen_name="Lin", by=person, at=now)


def test_a_member_asks_for_nothing(member: Membership, as_: As, now: datetime) -> None:
    assert member.user is not None
    with pytest.raises(Refused, match="member of this committee already"):
        request_to_join(member.committee, chosen_name="Lin", by=member.user, at=now)
    response = as_(member).get(url(member.committee))
    assert response["Location"] == f"/committees/{member.committee.public_id}/"


def test_a_members_name_is_refused(member: Membership, now: datetime) -> None:
    with pytest.raises(Refused, match="Another member has this name"):
        request_to_join(member.committee, chosen_name="márek", by=factories.UserFactory(), at=now)


def test_a_dissolved_committee_is_not_there(db: None, as_: As, now: datetime) -> None:
    gone = factories.CommitteeFactory(status="dissolved", dissolved_at=now)
    person = factories.UserFactory()
    with pytest.raises(Refused, match="dissolved"):
        request_to_join(gone, chosen_name="Lin", by=person, at=now)
    assert as_(person).get(url(gone)).status_code == 404


def test_the_page_takes_a_request_and_then_shows_that_it_waits(
    committee: Committee, as_: As, django_assert_max_num_queries: Any
) -> None:
    browser = as_(factories.UserFactory())
    response = browser.post(
        url(committee), {"chosen_name": "Lin", "greeting": "I am\nnew"}, follow=True
    )
    page = response.content.decode()
    assert "Your request waits" in page
    assert "Lin" in page
    assert JoinRequest.objects.get().greeting == "I am new"
    with django_assert_max_num_queries(10):
        browser.get(url(committee))


def test_asking_can_be_undone_from_the_message(committee: Committee, as_: As) -> None:
    browser = as_(factories.UserFactory())
    asked = browser.post(url(committee), {"chosen_name": "Lin"}, follow=True)
    undo = f"/requests/{JoinRequest.objects.get().public_id}/withdraw/"
    said = asked.content.decode().split("Your request waits")[0]
    assert f'action="{undo}"' in said
    assert "You can ask again" in browser.post(undo, follow=True).content.decode()
    assert JoinRequest.objects.get().status == "withdrawn"


def test_a_visitor_signs_in_first_and_comes_back(committee: Committee, as_: As) -> None:
    response = as_(None).get(url(committee))
    assert response["Location"].endswith(f"?next={url(committee)}")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"chosen_name": "x" * 10_000}, "at most 60"),
        ({"chosen_name": ""}, "Fill this in"),
        ({"chosen_name": "Lin", "greeting": "x" * 501}, "at most 500"),
    ],
)
def test_what_cannot_be_is_answered_with_422_and_what_was_typed_stays(
    typed: dict[str, str], sentence: str, committee: Committee, as_: As
) -> None:
    response = as_(factories.UserFactory()).post(url(committee), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_greeting_is_shown_and_never_run(
    text: str, committee: Committee, secretary: Membership, as_: As
) -> None:
    as_(factories.UserFactory()).post(url(committee), {"chosen_name": "Lin", "greeting": text})
    page = as_(secretary).get(f"/committees/{committee.public_id}/requests/").content.decode()
    assert "Lin" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert ">14" not in page
    assert "\u202e" not in page
