"""Who carries an office of a larger committee is asked for a second factor, and given time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from accounts.models import SecondFactor
from committees import schedule
from committees.models import Mandate, Membership
from committees.operations.second_factors import ask_for_second_factor
from core import ticking
from core.decision import Refused
from core.models import Event
from notices.models import Message
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ENDS = datetime(2026, 3, 19, 4, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def mandate(coordinator: Membership) -> Mandate:
    """Ana's, in a committee of ten."""
    factories.MembershipFactory.create_batch(9, committee=coordinator.committee)
    return coordinator.mandates.get()


def adds_a_passkey(member: Membership) -> None:
    SecondFactor.objects.create(user=member.user, kind="passkey", secret="x")


def test_the_clock_asks_gives_a_fortnight_and_tells_by_mail(mandate: Mandate) -> None:
    assert "committees.schedule.ask_for_second_factors" in ticking.DUTIES
    schedule.ask_for_second_factors(NOW)
    schedule.ask_for_second_factors(NOW + timedelta(days=1))
    mandate.refresh_from_db()
    assert mandate.strong_by == ENDS
    assert mandate.strong_by - NOW >= timedelta(days=14)
    message = Message.objects.get()
    assert (message.category, message.audience) == ("elections", "committees.holder")
    assert Event.objects.filter(name="committees.second_factor_asked_for").count() == 1


def test_a_founder_is_not_asked_before_there_are_ten(coordinator: Membership) -> None:
    factories.MembershipFactory.create_batch(8, committee=coordinator.committee)
    schedule.ask_for_second_factors(NOW)
    assert coordinator.mandates.get().strong_by is None
    factories.MembershipFactory(committee=coordinator.committee)
    schedule.ask_for_second_factors(NOW)
    assert coordinator.mandates.get().strong_by == ENDS


def test_who_has_one_is_not_asked(mandate: Mandate, coordinator: Membership) -> None:
    adds_a_passkey(coordinator)
    schedule.ask_for_second_factors(NOW)
    mandate.refresh_from_db()
    assert mandate.strong_by is None
    assert not Message.objects.exists()


def test_where_the_host_asks_nobody_nobody_is_asked(mandate: Mandate, settings) -> None:
    settings.STRONG_SIGN_IN_DAYS = 0
    schedule.ask_for_second_factors(NOW)
    mandate.refresh_from_db()
    assert mandate.strong_by is None


def test_it_is_asked_once_and_of_a_live_office_only(mandate: Mandate) -> None:
    ask_for_second_factor(mandate, at=NOW)
    with pytest.raises(Refused):
        ask_for_second_factor(mandate, at=NOW)
    given = factories.MandateFactory(
        membership=factories.MembershipFactory(committee=mandate.committee), status="given"
    )
    with pytest.raises(Refused):
        ask_for_second_factor(given, at=NOW)


@pytest.mark.parametrize("days", [0, 3, 13, 14])
def test_within_the_grace_the_office_goes_on(mandate: Mandate, days: int) -> None:
    ask_for_second_factor(mandate, at=NOW)
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        assert Membership.objects.get(pk=mandate.membership_id).holds("coordinator")


def test_the_grace_ends_at_four_in_the_morning_when_no_meeting_runs(mandate: Mandate) -> None:
    ask_for_second_factor(mandate, at=NOW)
    with time_machine.travel(ENDS - timedelta(seconds=1), tick=False):
        assert Membership.objects.get(pk=mandate.membership_id).holds("coordinator")
    with time_machine.travel(ENDS, tick=False):
        assert not Membership.objects.get(pk=mandate.membership_id).holds("coordinator")


def test_afterwards_it_rests_until_a_factor_is_there_and_again_without(
    mandate: Mandate, coordinator: Membership
) -> None:
    ask_for_second_factor(mandate, at=NOW)
    with time_machine.travel(ENDS, tick=False):
        adds_a_passkey(coordinator)
        assert Membership.objects.get(pk=coordinator.pk).holds("coordinator")
        SecondFactor.objects.all().delete()
        assert not Membership.objects.get(pk=coordinator.pk).holds("coordinator")


def test_a_resting_officer_is_refused_with_the_way_out_and_is_a_member_as_before(
    mandate: Mandate, coordinator: Membership, as_
) -> None:
    committee = coordinator.committee.public_id
    ask_for_second_factor(mandate, at=NOW)
    with time_machine.travel(ENDS + timedelta(hours=6), tick=False):
        browser: Client = as_(coordinator)
        answer = browser.post(f"/committees/{committee}/offices/share/", {"office": "coordinator"})
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "You carry an office, and it rests" in page
        assert 'href="/account/factors/"' in page
        home = browser.get("/home/").content.decode()
        assert "Your office rests" in home
        assert "You are a member as before, and can vote." in home
        assert browser.get(f"/committees/{committee}/").status_code == 200
        assert browser.get(f"/committees/{committee}/leave/").status_code == 200


def test_during_the_grace_the_page_counts_down(mandate, coordinator, member, as_) -> None:
    ask_for_second_factor(mandate, at=NOW)
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        browser = as_(coordinator)
        page = browser.get("/home/").content.decode()
        assert "Stronger sign-in for your office: 5 days left" in page
        assert "the office rests from:" in page
        assert (
            "Stronger sign-in for"
            in browser.get(f"/committees/{coordinator.committee.public_id}/").content.decode()
        )
        assert "Stronger sign-in for" not in as_(member).get("/home/").content.decode()
        adds_a_passkey(coordinator)
        assert "Stronger sign-in for" not in browser.get("/home/").content.decode()


def test_an_ordinary_refusal_says_nothing_of_offices(member: Membership, as_) -> None:
    answer = as_(member).post(
        f"/committees/{member.committee.public_id}/offices/share/", {"office": "coordinator"}
    )
    assert answer.status_code == 403
    assert "it rests" not in answer.content.decode()
