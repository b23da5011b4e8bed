"""Offices: given by decisions, ended by the next one, by the clock, or by leaving."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from committees import schedule
from committees.models import Committee, Mandate, Membership
from committees.operations import mandates
from core.models import Event

As = Callable[[object], Client]


def elected(member: Membership, now: datetime, office: str = "coordinator", **f: object) -> Mandate:
    return mandates.give_mandate(
        member, office=office, source="election", decision="234567892345", at=now, **f
    )


def test_a_mandate_says_which_decision_gave_it_and_until_when(
    member: Membership, now: datetime
) -> None:
    ends = now + timedelta(days=180)
    mandate = elected(member, now, "delegate", ends_at=ends, position=2)
    mandate.refresh_from_db()
    assert (mandate.decision, mandate.ends_at, mandate.position) == ("234567892345", ends, 2)
    assert mandate.status == "live"
    event = Event.objects.get(name="committees.mandate_given")
    assert event.data == {"office": "delegate", "source": "election"}


def test_a_founder_who_is_elected_holds_the_office_by_the_election(
    coordinator: Membership, now: datetime
) -> None:
    elected(coordinator, now)
    old, new = Mandate.objects.filter(membership=coordinator).order_by("pk")
    assert (old.status, old.ended_by) == ("ended", "succeeded")
    assert (new.status, new.source) == ("live", "election")


def test_a_second_term_ends_the_first(member: Membership, now: datetime) -> None:
    first = elected(member, now, "delegate")
    elected(member, now + timedelta(days=170), "delegate")
    first.refresh_from_db()
    assert first.ended_by == "term"


def test_the_first_election_of_an_office_ends_its_provisional_holders_only(
    coordinator: Membership, secretary: Membership, member: Membership, now: datetime
) -> None:
    new = elected(member, now)
    ended = mandates.end_provisional(member.committee, office="coordinator", at=now)
    assert ended == 1
    assert not Membership.objects.get(pk=coordinator.pk).holds("coordinator")
    assert Membership.objects.get(pk=secretary.pk).holds("membership_secretary")
    new.refresh_from_db()
    assert new.status == "live"


def test_an_ended_mandate_stays_as_it_ended(coordinator: Membership, now: datetime) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    mandates.end_mandate(mandate, because="recall", by=None, at=now)
    mandates.end_mandate(mandate, because="term", by=None, at=now + timedelta(days=1))
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.ended_at) == ("recall", now)
    assert Event.objects.filter(name="committees.mandate_ended").count() == 1


def test_the_clock_ends_a_term_at_its_moment_and_only_once(
    member: Membership, now: datetime
) -> None:
    ends = now + timedelta(days=180)
    mandate = elected(member, now, "delegate", ends_at=ends)
    schedule.end_terms(ends - timedelta(seconds=1))
    mandate.refresh_from_db()
    assert mandate.status == "live"
    schedule.end_terms(ends + timedelta(hours=3))
    schedule.end_terms(ends + timedelta(hours=4))
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.ended_at) == ("term", ends)


def test_the_offices_page_names_holders_and_no_ordinary_member(
    coordinator: Membership,
    member: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = as_(member)
    with django_assert_max_num_queries(12):
        page = browser.get(f"/committees/{member.committee.public_id}/offices/").content.decode()
    assert "Ana" in page
    assert "Marek" not in page
    assert "Nobody is membership secretary" in page
    assert "Fewer than two people" not in page
    told = as_(coordinator).get(f"/committees/{member.committee.public_id}/offices/")
    assert "Fewer than two people" in told.content.decode()


@pytest.mark.parametrize("verb", ["accept", "decline", "lay-down"])
def test_another_persons_mandate_does_not_exist(
    coordinator: Membership, outsider: Membership, as_: As, verb: str
) -> None:
    mandate = Mandate.objects.get(membership=coordinator)
    assert as_(outsider).post(f"/mandates/{mandate.public_id}/{verb}/").status_code == 404


@pytest.mark.parametrize("page", ["offices", "offices/share", "roll", "name", "edit", "dissolve"])
def test_for_an_outsider_no_page_of_the_committee_exists(
    committee: Committee, outsider: Membership, as_: As, page: str
) -> None:
    address = f"/committees/{committee.public_id}/{page}/"
    assert as_(outsider).get(address).status_code == 404
    assert as_(outsider).post(address).status_code == 404
