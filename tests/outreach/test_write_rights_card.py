"""Know-your-rights cards: the host writes them, everybody reads and prints them."""

from datetime import datetime

import pytest
from django.utils import translation

from accounts.models import User
from committees.models import Membership
from core.decision import Refused
from outreach.models import RightsCard
from outreach.operations.rights import write_rights_card
from outreach.queries.rights import card
from tests.factories import UserFactory
from tests.factories_actions import RightsCardFactory
from tests.outreach.plans import As
from tests.printing import needs_fonts, printed

pytestmark = pytest.mark.django_db
FORM = {"country": "us", "language": "en", "title": "In the US", "text": "## Stop\n- **Ask.**"}


@pytest.fixture
def operator(now: datetime) -> User:
    made: User = UserFactory(operator_since=now)
    return made


def test_only_the_host_writes_and_a_second_time_writes_anew(
    operator: User, member: Membership, now: datetime
) -> None:
    given = {"title": "T", "text": "Text", "at": now}
    with pytest.raises(Refused, match="host of this server"):
        write_rights_card("US", "en", by=member.user, **given)
    write_rights_card("US", "en", by=operator, **given)
    write_rights_card("US", "en", by=operator, **(given | {"text": "New"}))
    assert RightsCard.objects.get().text == "New"


def test_without_any_everybody_reads_the_neutral_one(as_: As) -> None:
    for address in ("/rights/", "/rights/US/", "/rights/any/"):
        page = as_(None).get(address).content.decode()
        assert "no advice of a lawyer" in page


def test_the_card_of_the_country_in_ones_language_else_the_nearest() -> None:
    RightsCardFactory(country="DE", language="de", title="Deutsch")
    RightsCardFactory(country="DE", language="tr", title="Türkçe")
    RightsCardFactory(country="", language="en", title="General")
    with translation.override("tr"):
        assert card("DE").title == "Türkçe"
        assert card("FR").text.startswith("##")  # the neutral one, in their language
    with translation.override("en"):
        assert card("DE").title == "Türkçe" or card("DE").title == "Deutsch"
        assert card("FR").title == "General"
        assert card("").title == "General"


def test_the_form_writes_and_the_page_is_there_without_signing_in(
    operator: User, member: Membership, as_: As
) -> None:
    browser = as_(operator)
    assert "None is written" in browser.get("/operator/rights/").content.decode()
    shown = browser.post("/operator/rights/", FORM, follow=True).content.decode()
    assert "In the US" in shown
    page = as_(None).get("/rights/us/").content.decode()
    assert "<strong>Ask.</strong>" in page
    assert 'href="/rights/US/"' in page
    filled = browser.get("/operator/rights/?country=US&language=en").content.decode()
    assert "In the US" in filled
    assert as_(member).get("/operator/rights/").status_code == 404
    assert as_(None).get("/operator/rights/").status_code == 302


@pytest.mark.parametrize("wrong", [{"country": "U1"}, {"country": "u"}, {"text": ""}])
def test_a_faulty_form_says_why(wrong: dict[str, str], operator: User, as_: As) -> None:
    answer = as_(operator).post("/operator/rights/", FORM | wrong)
    assert answer.status_code == 422


@needs_fonts
def test_it_prints(as_: As) -> None:
    RightsCardFactory(country="US", text="## If stopped\n\n- **Ask** for a lawyer.")
    answer = as_(None).get("/rights/US/card.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(printed(answer.content).text.split())
    assert "Ask for a lawyer." in text


def test_without_letters_the_page_itself_is_printed(as_: As) -> None:
    RightsCardFactory(country="US", text="\U00013000")
    assert as_(None).get("/rights/US/card.pdf").status_code == 422
    assert "Print this page" in as_(None).get("/rights/US/").content.decode()
