"""A statement on paper: in every shape the title, the committee and a code that leads to it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts import limits
from committees.models import Committee
from outreach import leaflets
from outreach.models import Statement
from tests.factories_places import AdoptedFactory, StatementTranslationFactory
from tests.printing import LETTER, Printed, needs_fonts, printed

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
LONG = "\n\n".join(
    "The library stays open, and we stay in it until it does. " * 8 for _n in range(14)
)
SIZES = {
    "leaflet": (396, 612),
    "poster": LETTER,
    "large-poster": (792, 1224),
    "quarters": LETTER,
}


@pytest.fixture
def statement(committee: Committee) -> Statement:
    made: Statement = AdoptedFactory(committee=committee)
    return made


def sheet(statement: Statement, as_: As, shape: str, **query: str) -> Printed:
    answer = as_(None).get(f"/s/{statement.public_id}/{shape}.pdf", query)
    assert answer.status_code == 200, answer.content[:300]
    return printed(answer.content)


@needs_fonts
@pytest.mark.parametrize("shape", SIZES)
def test_it_says_what_and_who_and_leads_to_the_page(
    statement: Statement, as_: As, shape: str
) -> None:
    found = sheet(statement, as_, shape)
    assert found.sizes == [SIZES[shape]]
    copies = 4 if shape == "quarters" else 1
    assert found.codes == [f"{settings.PUBLIC_URL}/s/{statement.public_id}/"] * copies
    for text in ("NO CUTS", "They want to close the library.", statement.committee.name):
        assert found.text.count(text) == copies


@needs_fonts
def test_a_long_one_goes_on_in_a_leaflet_and_is_cut_where_there_is_one_page(
    statement: Statement, as_: As
) -> None:
    Statement.objects.update(text=LONG)
    assert len(sheet(statement, as_, "leaflet").sizes) > 1
    for shape in ("quarters", "poster"):
        found = sheet(statement, as_, shape)
        assert len(found.sizes) == 1
    assert "The whole text stands where the code leads." in sheet(statement, as_, "quarters").text


@needs_fonts
def test_on_a4_and_in_another_language_where_these_are_usual(statement: Statement, as_: As) -> None:
    statement.committee.campus.country = "DE"
    statement.committee.campus.save()
    StatementTranslationFactory(statement=statement, language="ar", title="لا", text="نقول لا.")
    found = sheet(statement, as_, "leaflet", language="ar")
    assert found.sizes == [(420, 595)]
    assert as_(None).get(f"/s/{statement.public_id}/leaflet.pdf?language=es").status_code == 404
    assert as_(None).get(f"/s/{statement.public_id}/book.pdf").status_code == 404


@needs_fonts
def test_where_letters_are_missing_the_page_is_printed_instead(
    statement: Statement, as_: As
) -> None:
    Statement.objects.update(text="\U00013000")
    answer = as_(None).get(f"/s/{statement.public_id}/leaflet.pdf")
    assert answer.status_code == 422
    assert b"Print this page with your browser" in answer.content


def test_one_network_does_not_keep_the_press_busy(
    statement: Statement, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"print_statement": {"network": (limits.Limit(1, 900),)}}
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS | few)
    monkeypatch.setattr(leaflets.fonts, "are_built", lambda: False)
    path = f"/s/{statement.public_id}/leaflet.pdf"
    answers = [as_(None).get(path, REMOTE_ADDR="203.0.113.9") for _n in range(2)]
    assert [one.status_code for one in answers] == [422, 429]
    assert as_(None).get(path, REMOTE_ADDR="203.0.113.10").status_code == 422
