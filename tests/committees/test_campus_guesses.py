"""Finding a campus whose name was typed with a slip."""

import time
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from committees.campus_guesses import guess
from committees.operations import campus_index
from core.spelling import distance
from tests import factories
from tests.committees.test_campus_search import fifty_thousand

As = Callable[[object], Client]
__all__ = ["fifty_thousand"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("", "", 0),
        ("city", "city", 0),
        ("citty", "city", 1),
        ("berkly", "berkeley", 2),
        ("univeristy", "university", 1),
        ("abcd", "wxyz", 3),
        ("a", "abcd", 3),
    ],
)
def test_letters_added_left_out_changed_or_swapped_are_counted(
    one: str, other: str, far: int
) -> None:
    assert distance(one, other, most=2) == far
    assert distance(other, one, most=2) == far


def test_the_campuses_of_the_seeds_are_found_with_a_slip(db: None, as_: As) -> None:
    call_command("import_campuses", "seeds/campuses.csv", source="csv", verbosity=0)
    for typed, name in (
        ("citycollege", "The City College of New York"),
        ("Citty Colege", "The City College of New York"),
        ("cuny citty college", "The City College of New York"),
        ("sorbone", "Sorbonne Université"),
        ("Humbolt", "Humboldt-Universität zu Berlin"),
        ("uc berkly", "University of California, Berkeley"),
        ("Mc Gill", "McGill University"),
        ("jadavpur univercity", "Jadavpur University"),
    ):
        page = as_(None).get("/campuses/", {"q": typed})
        assert name in [line.name for line in page.context["lines"]], typed
        assert "These are the nearest" in page.content.decode()


def test_what_is_found_as_typed_is_no_guess(as_: As) -> None:
    made = factories.CampusFactory(name="Hill College")
    campus_index.index([made])
    for query in ("?q=hill", "?q=hill&page=2"):
        assert not as_(None).get(f"/campuses/{query}").context["is_guessed"]


@pytest.mark.parametrize("typed", ["", "!!", "zzzzzz", "hil 77", "x" * 10_000, "a b c d e f g h i"])
def test_where_nothing_is_near_nothing_is_guessed(typed: str, db: None) -> None:
    campus_index.index([factories.CampusFactory(name="Hill College")])
    assert not guess(typed).exists()


@pytest.mark.usefixtures("fifty_thousand")
def test_among_fifty_thousand_a_guess_is_quick_and_costs_few_queries(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for typed in (
        "scool ashfrod",
        "univercity of nortfield 56",
        "ashfordschool",
        "univercity colege scool",
        "zzzzz yyyyy",
    ):
        begun = time.perf_counter()
        with django_assert_max_num_queries(7):
            found = list(guess(typed)[:21])
        took = time.perf_counter() - begun
        assert bool(found) is (typed not in ("univercity colege scool", "zzzzz yyyyy"))
        assert took < 1.5
