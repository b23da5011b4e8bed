"""The hand-made world: many countries, every kind of school, every spelling."""

from collections import Counter
from pathlib import Path

import pytest

from committees.campus_sources import READERS, CampusRow
from core.folding import index_tokens, tokens

SEEDS = Path(__file__).parents[2] / "seeds" / "campuses.csv"


@pytest.fixture(scope="module")
def campuses() -> list[CampusRow]:
    with SEEDS.open("rb") as file:
        found = list(READERS["csv"](file))
    assert all(isinstance(row, CampusRow) for row in found)
    return [row for row in found if isinstance(row, CampusRow)]


def test_the_world_is_wide(campuses: list[CampusRow]) -> None:
    assert len(campuses) >= 150
    assert len({row.country for row in campuses}) >= 40
    assert {row.timezone.split("/")[0] for row in campuses} >= {
        "Africa",
        "America",
        "Asia",
        "Australia",
        "Europe",
        "Pacific",
    }
    kinds = Counter(row.kind for row in campuses)
    assert kinds["high_school"] >= 10
    assert kinds["college"] >= 10


def test_no_campus_stands_there_twice(campuses: list[CampusRow]) -> None:
    assert len({row.source_id for row in campuses}) == len(campuses)


def test_every_website_survives_the_check(campuses: list[CampusRow]) -> None:
    written = sum("http" in line for line in SEEDS.read_text(encoding="utf-8").splitlines())
    assert sum(bool(row.website) for row in campuses) == written


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ccny", "The City College of New York"),
        ("universitat wien", "Universität Wien"),
        ("UNIVERSITAET WIEN", "Universität Wien"),
        ("universidad autonoma mexico", "Universidad Nacional Autónoma de México"),
        ("جامعة القاهره", "Cairo University"),
        ("قاهرة", "Cairo University"),
        ("北京大学", "Peking University"),
        ("北大", "Peking University"),
        ("lodzki", "Uniwersytet Łódzki"),
        ("bogazici", "Boğaziçi Üniversitesi"),
        ("kobenhavn", "Københavns Universitet"),
        ("hawaii manoa", "University of Hawaiʻi at Mānoa"),
        ("hawai'i", "University of Hawaiʻi at Mānoa"),
        ("texas a&m", "Texas A&M University"),
        ("kings coll", "King’s College London"),
        ("서울대", "Seoul National University"),
        ("दिल्ली", "University of Delhi"),
        ("αθηνων", "National and Kapodistrian University of Athens"),
        ("мгу", "Lomonosov Moscow State University"),
        ("st johns", "Memorial University of Newfoundland"),
    ],
)
def test_a_campus_is_found_in_any_spelling(
    campuses: list[CampusRow], typed: str, name: str
) -> None:
    def has(row: CampusRow, word: str) -> bool:
        stored = index_tokens(" ".join((row.name, *row.nicknames, row.city)))
        return any(entry.startswith(word) for entry in stored)

    found = [row.name for row in campuses if all(has(row, word) for word in tokens(typed))]
    assert name in found
    assert len(found) <= 6
