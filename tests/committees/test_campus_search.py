"""Finding a campus among fifty thousand, in any spelling."""

import time
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from committees import campus_search
from committees.models import Campus
from committees.operations import campus_index
from tests import factories

As = Callable[[object], Client]


def campus(name: str, *nicknames: str, **fields: str) -> Campus:
    made = factories.CampusFactory(name=name, nicknames=list(nicknames), **fields)
    campus_index.index([made])
    return made


def names(typed: str) -> list[str]:
    return [one.name for one in campus_search.search(typed)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("munchen", "Universität München"),
        ("MUENCHEN uni", "Universität München"),
        ("universitat", "Universität München"),
        ("lodz", "Uniwersytet Łódzki"),
        ("京大学", "北京大学"),
        ("قاهره", "جامعة القاهرة"),
        ("ccny", "City College"),
        ("c.c.n.y.", "City College"),
        ("new yo", "City College"),
        ("kings", "King’s College"),
    ],
)
def test_a_campus_is_found_in_any_spelling_of_name_nickname_or_city(
    db: None, typed: str, name: str
) -> None:
    campus("Universität München")
    campus("Uniwersytet Łódzki")
    campus("北京大学")
    campus("جامعة القاهرة")
    campus("City College", "CCNY", city="New York")
    campus("King’s College")
    assert names(typed) == [name]


def test_every_word_must_be_there(db: None) -> None:
    campus("Hill College", city="Leeds")
    campus("Hill School", city="York")
    assert names("hill york") == ["Hill School"]
    assert names("hill paris") == []


def test_the_name_itself_comes_first_then_its_beginning_then_a_later_word_then_the_city(
    db: None,
) -> None:
    campus("Community College", city="Berkeley")
    campus("University of Berkeley")
    campus("Berkeley City College")
    campus("Berkeley")
    campus("Golden Bear University", "Berkeley")
    assert names("berkeley") == [
        "Berkeley",
        "Golden Bear University",
        "Berkeley City College",
        "University of Berkeley",
        "Community College",
    ]


def test_of_equally_good_ones_the_shortest_comes_first(db: None) -> None:
    campus("Lincoln Memorial High School")
    campus("Lincoln High School")
    assert names("lincoln") == ["Lincoln High School", "Lincoln Memorial High School"]


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "%", "_", "\u202e", "x" * 10_000, "a' OR 1=1"])
def test_nothing_is_found_under_what_is_no_word(db: None, typed: str) -> None:
    campus("Hill College")
    assert names(typed) == []


@pytest.mark.parametrize(
    ("typed", "enough"), [("a", False), ("京", True), ("an", True), ("!!", False), ("é", False)]
)
def test_two_letters_are_enough_or_one_of_a_script_of_syllables(typed: str, enough: bool) -> None:
    assert campus_search.is_enough(typed) is enough


def test_an_alike_campus_of_the_same_country_is_a_near_duplicate(db: None) -> None:
    there = campus("Universidad de Buenos Aires", "UBA", city="Buenos Aires", country="AR")
    campus("Hill College", country="AR")
    campus("Universidad de Buenos Aires", country="ES")
    alike = campus_search.near_duplicates("Universidad de Buenos Ayres", "Buenos Aires", "AR")
    assert alike == [there]
    assert campus_search.near_duplicates("U.B.A.", "Buenos Aires", "AR") == [there]
    assert campus_search.near_duplicates("Escuela 7", "Rosario", "AR") == []


def test_the_search_page_needs_no_cookie_and_sets_none(as_: As) -> None:
    campus("Hill College")
    answer = as_(None).get("/campuses/?q=hill")
    assert "Hill College" in answer.content.decode()
    assert not answer.cookies


def test_results_come_in_pages_of_twenty(as_: As) -> None:
    for number in range(45):
        campus(f"Hill School {number:02}")
    first, last = (as_(None).get(f"/campuses/?q=hill&page={n}") for n in (1, 3))
    assert (len(first.context["lines"]), first.context["following"]) == (20, 2)
    assert (len(last.context["lines"]), last.context["following"]) == (5, 0)


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999999999", "٣", "", "26"])
def test_a_page_that_is_no_number_is_still_a_page(number: str, as_: As) -> None:
    campus("Hill College")
    assert as_(None).get("/campuses/", {"q": "hill", "page": number}).status_code == 200


def test_an_empty_result_offers_to_add_the_campus(as_: As) -> None:
    page = as_(None).get("/campuses/?q=nowhere").content.decode()
    assert "No campus is found" in page
    assert "/campuses/add/?name=nowhere" in page


def test_a_search_costs_the_same_queries_for_twenty_results(
    as_: As, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(20):
        made = campus(f"Hill School {number:02}")
        factories.CommitteeFactory(campus=made)
    with django_assert_num_queries(3):
        as_(None).get("/campuses/?q=hill")


def test_the_page_of_a_campus_shows_committees_by_coarse_size_and_no_names(
    as_: As, django_assert_num_queries: Callable[..., object]
) -> None:
    there = campus("Hill College", "The Hill")
    committee = factories.CommitteeFactory(campus=there, name="We")
    factories.MembershipFactory.create_batch(12, committee=committee)
    factories.CommitteeFactory(
        campus=there, name="Gone", status="dissolved", dissolved_at=factories.NOW
    )
    with django_assert_num_queries(2):
        page = as_(None).get(f"/campuses/{there.public_id}/")
    text = page.content.decode()
    assert "10+" in text
    assert "Member " not in text
    assert "Gone" not in text
    assert "no-store" not in page.headers.get("Cache-Control", "")


def test_a_campus_nobody_knows_is_not_found(as_: As) -> None:
    assert as_(None).get("/campuses/234567892345/").status_code == 404


@pytest.fixture
def fifty_thousand(db: None) -> None:
    """By one statement: the database makes them faster than we do."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH words AS (
                SELECT n, (ARRAY['university', 'college', 'school', 'institute'])[1 + n % 4] AS kind,
                    (ARRAY['north', 'lin', 'ash', 'mar', 'oak', 'win', 'hart', 'bel'])[1 + n % 8]
                    || (ARRAY['field', 'ton', 'ford', 'ham', 'bury', 'wick', 'dale'])[1 + n % 7]
                    AS town
                FROM generate_series(1, 50000) AS n
            ), campuses AS (
                INSERT INTO committees_campus (public_id, name, nicknames, folded_names, city,
                    region, country, timezone, kind, website, source, source_id, added_on)
                SELECT lpad(n::text, 12, '0'), concat_ws(' ', kind, 'of', town, n), '[]',
                    concat('|', kind, ' of ', town, ' ', n, '|'), town, '', 'US',
                    'America/New_York', 'college', '', 'csv', n::text, '2026-01-01'
                FROM words RETURNING id, name
            )
            INSERT INTO committees_campusname (campus_id, word)
            SELECT id, unnest(string_to_array(name, ' ')) FROM campuses
            """
        )
        cursor.execute("ANALYZE committees_campus, committees_campusname")


@pytest.mark.usefixtures("fifty_thousand")
def test_among_fifty_thousand_the_index_of_beginnings_is_used_and_it_is_quick() -> None:
    plan = campus_search.search("ashf 22")[:21].explain()
    assert "campus_word_prefix" in plan
    assert "Seq Scan on committees_campusname" not in plan
    for typed, seconds in (("ashf 22", 0.1), ("ashford", 0.3), ("univ", 1.0)):
        begun = time.perf_counter()
        found = list(campus_search.search(typed)[:21])
        assert found
        assert time.perf_counter() - begun < seconds
    begun = time.perf_counter()
    assert campus_search.near_duplicates("University of Ashford 77", "Ashford", "US")
    assert time.perf_counter() - begun < 1.0


def test_the_imported_world_is_found(db: None) -> None:
    call_command("import_campuses", "seeds/campuses.csv", source="csv", verbosity=0)
    assert names("ccny")[0] == "The City College of New York"
