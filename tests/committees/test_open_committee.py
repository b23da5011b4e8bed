"""Opening a committee: anybody, on any campus, in a few taps."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from committees.models import Campus, Committee, Mandate, Membership
from committees.operations.committees import open_committee
from core.decision import Refused
from core.models import Event
from tests import factories

As = Callable[[object], Client]


def opened(by: User, at: datetime, campus: Campus | None = None, **fields: str) -> Committee:
    values = {"name": "The Committee", "aims": "To decide.", "chosen_name": "Ana", **fields}
    return open_committee(campus or factories.CampusFactory(), by=by, at=at, **values)


@pytest.fixture
def person(db: None) -> User:
    return factories.UserFactory()


def test_the_founder_carries_every_office_provisionally(person: User, now: datetime) -> None:
    committee = opened(person, now)
    assert committee.status == "forming"
    mandates = Mandate.objects.filter(committee=committee)
    assert {one.office for one in mandates} == {
        "coordinator",
        "membership_secretary",
        "returning_officer",
    }
    assert all(one.is_provisional and one.decision == committee.public_id for one in mandates)
    event = Event.objects.get(name="committees.committee_opened")
    assert event.actor == Membership.objects.get(user=person).public_id


def test_a_committee_keeps_the_time_of_its_campus(person: User, now: datetime) -> None:
    campus = factories.CampusFactory(timezone="Asia/Kolkata")
    assert str(opened(person, now, campus).timezone) == "Asia/Kolkata"


@pytest.mark.parametrize(
    ("kind", "discretion"), [("high_school", "discreet"), ("university", "plain")]
)
def test_subjects_are_discreet_by_default_at_high_schools(
    kind: str, discretion: str, person: User, now: datetime
) -> None:
    assert opened(person, now, factories.CampusFactory(kind=kind)).discretion == discretion


def test_a_second_committee_on_the_same_campus_is_possible(person: User, now: datetime) -> None:
    first = opened(person, now)
    second = opened(factories.UserFactory(), now, first.campus, name="Another")
    assert first.campus.committees.count() == 2
    assert second.status == "forming"


def test_two_committees_of_one_campus_are_not_called_the_same(person: User, now: datetime) -> None:
    first = opened(person, now)
    with pytest.raises(Refused, match="a committee of this name"):
        opened(factories.UserFactory(), now, first.campus, name="THE  cómmittee")


def test_nobody_has_more_than_three_committees_that_are_not_founded(
    person: User, now: datetime
) -> None:
    for _number in range(3):
        last = opened(person, now)
    with pytest.raises(Refused, match="three committees that are not founded"):
        opened(person, now)
    last.status, last.founded_at = "founded", now
    last.save()
    assert opened(person, now).pk


def test_a_closed_account_opens_nothing(now: datetime, db: None) -> None:
    with pytest.raises(Refused, match="closed"):
        opened(factories.UserFactory(is_active=False), now)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_same_committee_at_once_one_succeeds(now: datetime) -> None:
    campus, people = factories.CampusFactory(), factories.UserFactory.create_batch(2)

    def attempt(person: User) -> str:
        try:
            return opened(person, now, campus).status
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, people))
    assert answers[1] == "forming"
    assert "committee of this name" in answers[0]
    assert Committee.objects.filter(campus=campus).count() == 1


def test_the_page_suggests_everything_but_the_chosen_name(person: User, as_: As) -> None:
    campus = factories.CampusFactory(name="Hill College")
    page = as_(person).get(f"/campuses/{campus.public_id}/open/")
    form = page.context["form"]
    assert form.initial["name"] == "Hill College Student Committee"
    assert "Hill College" in form.initial["aims"]
    answer = as_(person).post(
        f"/campuses/{campus.public_id}/open/", {**form.initial, "chosen_name": "Ana"}
    )
    committee = Committee.objects.get()
    assert answer.headers["Location"] == f"/committees/{committee.public_id}/"


def test_another_beginning_replaces_the_aims_and_nothing_else(person: User, as_: As) -> None:
    campus = factories.CampusFactory(name="Hill College")
    page = as_(person).post(
        f"/campuses/{campus.public_id}/open/",
        {"name": "We", "chosen_name": "Ana", "aims": "Old", "begin_with": "aims-defence"},
    )
    assert page.status_code == 200
    form = page.context["form"]
    assert (form["name"].value(), form["chosen_name"].value()) == ("We", "Ana")
    assert "protect one another" in form["aims"].value()
    assert not Committee.objects.exists()


def test_an_unknown_beginning_leaves_the_aims(person: User, as_: As) -> None:
    campus = factories.CampusFactory()
    page = as_(person).post(
        f"/campuses/{campus.public_id}/open/", {"aims": "Mine", "begin_with": "letter-to-staff"}
    )
    assert page.context["form"]["aims"].value() == "Mine"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "x" * 10_000, "at most 120 characters"),
        ("name", "\u202e\u200b", "Fill this in"),
        ("name", "🔥", "at least one letter"),
        ("chosen_name", "x" * 10_000, "at most 60 characters"),
        ("chosen_name", "🔥", "at least one letter"),
        ("aims", "", "Fill this in"),
        ("aims", "x" * 20_001, "at most 20000 characters"),
        ("preset", "monarchy", "Choose one that is offered"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_nothing_is_lost(
    field: str, value: str, sentence: str, person: User, as_: As
) -> None:
    campus = factories.CampusFactory()
    typed = {
        "name": "We",
        "chosen_name": "Ana",
        "aims": "To decide.",
        "preset": "simple",
        "discretion": "plain",
        field: value,
    }
    page = as_(person).post(f"/campuses/{campus.public_id}/open/", typed)
    assert page.status_code == 422
    assert sentence in str(page.context["form"].errors[field])
    assert page.context["form"]["name"].value() == typed["name"]


def test_names_in_any_script_are_kept_as_written(person: User, as_: As) -> None:
    campus = factories.CampusFactory()
    as_(person).post(
        f"/campuses/{campus.public_id}/open/",
        {"name": "لجنة الطلاب ✊", "chosen_name": "نور", "aims": "…", "preset": "assembly",
         "discretion": "plain"},
    )  # fmt: skip
    assert Committee.objects.get().name == "لجنة الطلاب ✊"


def test_a_taken_name_is_a_fault_of_the_form(person: User, as_: As) -> None:
    there = factories.CommitteeFactory(name="We")
    page = as_(person).post(
        f"/campuses/{there.campus.public_id}/open/",
        {"name": "wé", "chosen_name": "Ana", "aims": "…", "preset": "simple",
         "discretion": "plain"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "committee of this name" in str(page.context["form"].errors["name"])


def test_who_may_not_open_one_reads_why(person: User, now: datetime, as_: As) -> None:
    for _number in range(3):
        opened(person, now)
    page = as_(person).get(f"/campuses/{factories.CampusFactory().public_id}/open/")
    assert "three committees that are not founded" in page.content.decode()


def test_a_visitor_is_asked_to_sign_in_first(as_: As) -> None:
    campus = factories.CampusFactory()
    answer = as_(None).get(f"/campuses/{campus.public_id}/open/")
    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]


def unfolded(page: str) -> list[str]:
    """The heads of what is folded, where it stands open."""
    return re.findall(r'<details class="fold" open>\s*<summary>([^:<]+)', page)


def test_what_is_filled_in_is_folded_until_it_differs_or_is_faulty(person: User, as_: As) -> None:
    url = f"/campuses/{factories.CampusFactory().public_id}/open/"
    browser = as_(person)
    page = browser.get(url)
    assert unfolded(page.content.decode()) == []
    filled = {**page.context["form"].initial, "chosen_name": ""}
    # A browser sends lines that end otherwise than they were given.
    filled["aims"] = filled["aims"].replace("\n", "\r\n")

    def sent(**changes: str) -> list[str]:
        answer = browser.post(url, {**filled, **changes})
        assert answer.status_code == 422
        return unfolded(answer.content.decode())

    assert sent() == []
    assert sent(aims="Our own.") == ["Aims"]
    assert sent(aims="") == ["Aims"]
    assert sent(discretion="discreet") == ["More"]
    assert sent(preset="no such") == ["More"]
    chosen = browser.post(url, {**filled, "begin_with": "aims-defence"}).content.decode()
    assert unfolded(chosen) == ["Aims"]
