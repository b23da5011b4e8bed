"""Admitting: one yes under ten members, two from ten on."""

import threading
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from committees.models import Committee, JoinRequest, Membership
from committees.operations.joining import admit_request
from core.decision import Refused
from core.models import Event
from notices.audiences import find
from tests import factories
from tests.committees.joining import As, fill, messages
from tests.factories_joining import JoinRequestFactory


@pytest.fixture
def request_(committee: Committee) -> JoinRequest:
    request: JoinRequest = JoinRequestFactory(committee=committee, chosen_name="Lin")
    return request


@pytest.fixture
def second(committee: Committee) -> Membership:
    return factories.officer(committee, "membership_secretary", "Sol")


def test_under_ten_members_one_yes_admits_and_every_member_is_told(
    request_: JoinRequest, secretary: Membership, member: Membership, now: datetime
) -> None:
    admitted = admit_request(request_, by=secretary, at=now)
    assert (admitted.status, admitted.decided_at) == ("admitted", now)
    new = Membership.objects.get(user=request_.user)
    assert (new.chosen_name, new.committee) == ("Lin", secretary.committee)
    (to_members,) = messages("member_admitted")
    told = {one.user_id for one in find(to_members.audience)(to_members.about)}
    assert told == {secretary.user_id, member.user_id}
    (to_applicant,) = messages("request_admitted")
    assert to_applicant.about == {"user_id": request_.user_id}
    assert "Lin" not in str(to_members.context) + str(to_applicant.context)


def test_from_ten_members_on_two_must_say_yes(
    request_: JoinRequest, secretary: Membership, second: Membership, now: datetime
) -> None:
    fill(secretary.committee, 10)
    assert admit_request(request_, by=secretary, at=now).status == "waiting"
    assert not Membership.objects.filter(user=request_.user).exists()
    with pytest.raises(Refused, match="You have said yes"):
        admit_request(request_, by=secretary, at=now)
    assert admit_request(request_, by=second, at=now).status == "admitted"
    assert not messages("member_admitted"), "two looked; the visible notice is for one alone"


def test_the_tenth_member_is_admitted_by_one_and_the_eleventh_by_two(
    request_: JoinRequest, secretary: Membership, now: datetime
) -> None:
    fill(secretary.committee, 9)
    assert admit_request(request_, by=secretary, at=now).status == "admitted"
    next_one = JoinRequestFactory(committee=secretary.committee)
    assert admit_request(next_one, by=secretary, at=now).status == "waiting"


def test_a_yes_stands_when_the_committee_has_shrunk(
    request_: JoinRequest, secretary: Membership, now: datetime
) -> None:
    others = fill(secretary.committee, 10)
    admit_request(request_, by=secretary, at=now)
    Membership.objects.filter(pk__in=[one.pk for one in others]).update(status="left", ended_at=now)
    assert admit_request(request_, by=secretary, at=now).status == "admitted"


def test_only_membership_secretaries_of_this_committee_admit(
    request_: JoinRequest,
    member: Membership,
    coordinator: Membership,
    outsider: Membership,
    now: datetime,
) -> None:
    for other in (member, coordinator, outsider):
        with pytest.raises(Refused, match="Only membership secretaries admit"):
            admit_request(request_, by=other, at=now)


@pytest.mark.parametrize("status", ["admitted", "declined", "withdrawn", "lapsed"])
def test_what_is_answered_is_not_admitted(
    status: str, committee: Committee, secretary: Membership, now: datetime
) -> None:
    request = JoinRequestFactory(committee=committee, status=status, decided_at=now)
    with pytest.raises(Refused, match="answered already"):
        admit_request(request, by=secretary, at=now)


def test_a_name_taken_meanwhile_is_told_to_the_secretary(
    request_: JoinRequest, secretary: Membership, now: datetime
) -> None:
    factories.MembershipFactory(committee=secretary.committee, chosen_name="Lin")
    with pytest.raises(Refused, match="Another member has this name"):
        admit_request(request_, by=secretary, at=now)
    request_.refresh_from_db()
    assert (request_.status, request_.admissions.count()) == ("waiting", 0)


def test_no_event_says_who_vouched_for_whom(
    request_: JoinRequest, secretary: Membership, second: Membership, now: datetime
) -> None:
    fill(secretary.committee, 12)
    admit_request(request_, by=secretary, at=now)
    admit_request(request_, by=second, at=now)
    assert set(Event.objects.values_list("actor", flat=True)) == {""}


def test_the_page_shows_chosen_names_and_never_an_address(
    request_: JoinRequest, secretary: Membership, as_: As
) -> None:
    JoinRequestFactory(committee=secretary.committee, chosen_name="مريم", invited=True)
    page = (
        as_(secretary)
        .get(f"/committees/{secretary.committee.public_id}/requests/")
        .content.decode()
    )
    assert "<bdi>Lin</bdi>" in page
    assert "<bdi>مريم</bdi>" in page
    assert "Invited by a member" in page
    assert "I study here." in page
    assert request_.user.email not in page
    assert "mail.example" not in page


def test_one_tap_admits(request_: JoinRequest, secretary: Membership, as_: As) -> None:
    response = as_(secretary).post(f"/requests/{request_.public_id}/admit/", follow=True)
    assert "Admitted." in response.content.decode()
    assert "Nobody is waiting" in response.content.decode()


def test_the_first_of_two_reads_that_a_second_is_needed(
    request_: JoinRequest, secretary: Membership, second: Membership, as_: As
) -> None:
    fill(secretary.committee, 10)
    response = as_(secretary).post(f"/requests/{request_.public_id}/admit/", follow=True)
    page = response.content.decode()
    assert "A second membership secretary must say yes" in page
    assert "It waits for a second membership secretary" in page
    assert "Yes, admit" not in page
    assert "Yes, admit" in as_(second).get(response.request["PATH_INFO"]).content.decode()


def test_where_there_is_one_secretary_only_the_page_says_how_to_get_a_second(
    request_: JoinRequest, committee: Committee, secretary: Membership, as_: As
) -> None:
    url = f"/committees/{committee.public_id}/requests/"
    assert "only one membership secretary" not in as_(secretary).get(url).content.decode()
    fill(committee, 10)
    page = as_(secretary).get(url).content.decode()
    assert "only one membership secretary" in page
    assert "A coordinator can share the office" in page
    factories.MandateFactory(committee=committee, membership=secretary, office="coordinator")
    page = as_(secretary).get(url).content.decode()
    assert f"/committees/{committee.public_id}/offices/share/" in page


def test_others_do_not_see_who_asks(
    request_: JoinRequest,
    member: Membership,
    coordinator: Membership,
    outsider: Membership,
    as_: As,
) -> None:
    url = f"/committees/{member.committee.public_id}/requests/"
    for other, status in ((member, 403), (coordinator, 403), (outsider, 404), (None, 302)):
        response = as_(other).get(url)
        assert response.status_code == status
        assert "Lin" not in response.content.decode()
    for other in (member, coordinator, outsider):
        for verb in ("admit", "decline", "withdraw"):
            response = as_(other).post(f"/requests/{request_.public_id}/{verb}/")
            assert response.status_code == 404
    assert as_(request_.user).post(f"/requests/{request_.public_id}/admit/").status_code == 404


def test_the_page_costs_the_same_however_many_ask(
    secretary: Membership, as_: As, django_assert_max_num_queries: Any
) -> None:
    JoinRequestFactory.create_batch(25, committee=secretary.committee)
    browser = as_(secretary)
    with django_assert_max_num_queries(14):
        browser.get(f"/committees/{secretary.committee.public_id}/requests/")


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_the_same_moment_admit_once() -> None:
    committee = factories.CommitteeFactory()
    both = [factories.officer(committee, "membership_secretary", name) for name in ("Sefa", "Sol")]
    request = JoinRequestFactory(committee=committee)
    barrier, answers = threading.Barrier(2), list[str]()

    def admit(by: Membership) -> None:
        barrier.wait(timeout=20)
        try:
            answers.append(admit_request(request, by=by, at=factories.NOW).status)
        except Refused as fault:
            answers.append(str(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=admit, args=(one,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers)[1] == "admitted"
    assert "answered already" in sorted(answers)[0]
    assert Membership.objects.filter(user=request.user).count() == 1
