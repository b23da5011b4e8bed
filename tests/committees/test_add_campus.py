"""Adding a campus that is missing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from committees import campus_search
from committees.campus_sources.timezones import certain_timezone, zone_choices
from committees.models import Campus
from committees.operations.campuses import add_campus
from core.decision import Refused
from core.models import Event
from tests import factories

As = Callable[[object], Client]
FORM = {"name": "Hill College", "city": "Leeds", "country": "GB", "kind": "college"}


@pytest.fixture
def person(db: None) -> User:
    return factories.UserFactory()


def test_an_added_campus_has_its_countrys_time_and_is_found(person: User, now: datetime) -> None:
    campus = add_campus(
        "Escuela 7", country="AR", kind="high_school", city="Rosario", nicknames=["La Siete"],
        by=person, at=now,
    )  # fmt: skip
    assert str(campus.timezone) == "America/Argentina/Buenos_Aires"
    assert list(campus_search.search("siete rosar")) == [campus]
    assert Event.objects.get(name="committees.campus_added").subject == campus.public_id


def test_the_same_campus_is_not_added_twice(person: User, now: datetime) -> None:
    add_campus("Hill College", country="GB", kind="college", city="Leeds", by=person, at=now)
    with pytest.raises(Refused, match="in the list already"):
        add_campus("HILL college", country="GB", kind="college", city="Leeds", by=person, at=now)


def test_the_same_name_in_another_city_is_another_campus(person: User, now: datetime) -> None:
    for city in ("Leeds", "York"):
        add_campus("Hill College", country="GB", kind="college", city=city, by=person, at=now)
    assert Campus.objects.count() == 2


def test_nobody_adds_more_than_five_a_day(person: User, now: datetime) -> None:
    for number in range(5):
        add_campus(f"School {number}", country="GB", kind="other", by=person, at=now)
    with pytest.raises(Refused, match="five campuses today"):
        add_campus("School 6", country="GB", kind="other", by=person, at=now)
    tomorrow = now + timedelta(days=1)
    assert add_campus("School 6", country="GB", kind="other", by=person, at=tomorrow).pk


def test_a_closed_account_adds_nothing(now: datetime, db: None) -> None:
    with pytest.raises(Refused, match="closed"):
        add_campus(
            "School", country="GB", kind="other", at=now, by=factories.UserFactory(is_active=False)
        )


def test_the_form_promises_no_more_than_is_true(person: User, as_: As) -> None:
    page = as_(person).get("/campuses/add/").content.decode()
    assert "find it and open its first committee" in page


def test_the_form_adds_and_leads_to_the_campus(person: User, as_: As) -> None:
    answer = as_(person).post("/campuses/add/", {**FORM, "nicknames": "HC; The Hill , hc"})
    campus = Campus.objects.get()
    assert answer.headers["Location"] == f"/campuses/{campus.public_id}/"
    assert campus.nicknames == ["hc", "The Hill"]
    assert str(campus.timezone) == "Europe/London"


def test_an_alike_campus_is_shown_before_a_second_one_is_added(person: User, as_: As) -> None:
    browser = as_(person)
    browser.post("/campuses/add/", FORM)
    page = browser.post("/campuses/add/", {**FORM, "name": "The Hill College"})
    assert "Is it one of these?" in page.content.decode()
    assert Campus.objects.count() == 1
    answer = browser.post("/campuses/add/", {**FORM, "name": "The Hill College", "sure": "1"})
    assert answer.status_code == 302
    assert Campus.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Fill this in"),
        ("name", "x" * 10_000, "at most 200 characters"),
        ("name", "🏫", "at least one letter"),
        ("city", "", "Fill this in"),
        ("country", "XX", "Choose one that is offered"),
        ("kind", "palace", "Choose one that is offered"),
        ("timezone", "Mars/Base", "Choose one that is offered"),
        ("nicknames", "x" * 301, "at most 300 characters"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    field: str, value: str, sentence: str, person: User, as_: As
) -> None:
    page = as_(person).post("/campuses/add/", {**FORM, field: value})
    assert page.status_code == 422
    assert sentence in str(page.context["form"].errors[field])


def test_a_country_without_a_known_zone_asks_for_one(person: User, as_: As) -> None:
    page = as_(person).post("/campuses/add/", {**FORM, "country": "BV"})
    assert page.status_code == 422
    assert "Choose the time zone" in str(page.context["form"].errors["timezone"])
    answer = as_(person).post(
        "/campuses/add/", {**FORM, "country": "BV", "timezone": "Europe/Oslo"}
    )
    assert answer.status_code == 302


@pytest.mark.parametrize("country", ["US", "CA", "BR", "AU", "RU", "MX"])
def test_a_country_of_several_zones_asks_for_one_and_offers_its_own_first(
    country: str, person: User, as_: As
) -> None:
    page = as_(person).post("/campuses/add/", {**FORM, "country": country})
    assert page.status_code == 422
    form = page.context["form"]
    assert "several time zones" in str(form.errors["timezone"])
    own = [name for name, _label in zone_choices(country)][:3]
    assert [name for name, _label in form.fields["timezone"].choices[1:4]] == own
    assert not Campus.objects.exists()
    chosen = {**FORM, "country": country, "timezone": own[-1]}
    assert as_(person).post("/campuses/add/", chosen).status_code == 302
    assert str(Campus.objects.get().timezone) == own[-1]


@pytest.mark.parametrize(
    ("country", "city", "zone"),
    [
        ("US", "Austin, TX", "America/Chicago"),
        ("US", "Portland, Oregon", "America/Los_Angeles"),
        ("US", "Los Angeles", "America/Los_Angeles"),
        ("CA", "Vancouver", "America/Vancouver"),
        ("AU", "Fremantle, WA", "Australia/Perth"),
        ("US", "Louisville", ""),
        ("US", "Washington", ""),
        ("US", "Springfield, Somewhere", ""),
        ("DE", "Kassel", "Europe/Berlin"),
        ("AR", "Rosario", "America/Argentina/Buenos_Aires"),
        ("CN", "Kashgar", "Asia/Shanghai"),
    ],
)
def test_a_city_or_its_state_may_leave_no_doubt_of_the_zone(
    country: str, city: str, zone: str
) -> None:
    assert certain_timezone(country, city) == zone


def test_the_form_offers_no_zone_of_its_own_accord(person: User, as_: As) -> None:
    form = as_(person).get("/campuses/add/").context["form"]
    assert form.fields["timezone"].choices[0][0] == ""
    assert ("Asia/Kolkata", "Asia/Kolkata") in form.fields["timezone"].choices


def test_who_has_added_enough_today_reads_why(person: User, as_: As) -> None:
    for number in range(5):
        as_(person).post("/campuses/add/", {**FORM, "name": f"School {number}", "sure": "1"})
    assert "five campuses today" in as_(person).get("/campuses/add/").content.decode()


def test_a_visitor_is_asked_to_sign_in_first(as_: As) -> None:
    assert as_(None).get("/campuses/add/").status_code == 302


def test_short_names_and_time_zone_unfold_where_they_hold_something(person: User, as_: As) -> None:
    folded, open_ = '<details class="fold">', '<details class="fold" open>'
    browser = as_(person)
    assert folded in browser.get("/campuses/add/").content.decode()
    assert folded in browser.post("/campuses/add/", {**FORM, "city": ""}).content.decode()
    for changes in ({"country": "US"}, {"city": "", "nicknames": "HC"}):
        assert open_ in browser.post("/campuses/add/", {**FORM, **changes}).content.decode()
