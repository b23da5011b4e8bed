"""Rules to print: for tellers, for observers, for voters."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.printing import fonts
from tests.printing import LETTER, needs_fonts, printed

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
WHO = ("tellers", "observers", "voters")
SAYS = {
    "tellers": ("Voting is open for 48 hours", "one closing list for this vote, ever"),
    "observers": ("A result can be challenged for 3 days.", "You see no roll"),
    "voters": ("Nominations are open for 5 days.", "Re-open nominations stands on every ballot."),
}


@pytest.fixture(autouse=True)
def rules(committee: Committee) -> None:
    committee.rules = {"voting_hours": 48}
    committee.save(update_fields=["rules"])


def _url(committee: Committee, who: str, *, pdf: bool = False) -> str:
    return reverse(f"rules-for-{who}{'-pdf' * pdf}", args=[committee.public_id])


@pytest.mark.parametrize("who", WHO)
def test_the_page_says_the_rules_of_the_committee(
    committee: Committee, member: Membership, as_: As, who: str
) -> None:
    page = as_(member).get(_url(committee, who)).content.decode()
    for words in SAYS[who]:
        assert words in page.replace("&#x27;", "'")
    listed = as_(member).get(f"/committees/{committee.public_id}/elections/").content.decode()
    assert _url(committee, who) in listed


@needs_fonts
@pytest.mark.parametrize("who", WHO)
def test_the_file_says_the_same(
    committee: Committee, member: Membership, as_: As, who: str
) -> None:
    answer = as_(member).get(_url(committee, who, pdf=True))
    assert answer["Content-Type"] == "application/pdf"
    assert f"rules-for-{who}.pdf" in answer["Content-Disposition"]
    found = printed(answer.content)
    assert found.sizes[0] == LETTER
    assert len(found.sizes) <= 2
    for words in (*SAYS[who], committee.name):
        assert words in found.text


@needs_fonts
@pytest.mark.parametrize("language", ["es", "ar", "zh-hans"])
def test_it_can_be_set_in_every_language(
    committee: Committee, member: Membership, as_: As, language: str
) -> None:
    browser = as_(member)
    browser.cookies["language"] = language
    for who in WHO:
        assert browser.get(_url(committee, who, pdf=True)).status_code == 200


@needs_fonts
def test_a_discreet_committee_is_not_named_on_paper(
    committee: Committee, member: Membership, as_: As
) -> None:
    Committee.objects.update(discretion="discreet")
    answer = as_(member).get(_url(committee, "tellers", pdf=True))
    assert committee.name not in printed(answer.content).text


def test_without_letters_for_printing_the_browser_prints(
    committee: Committee, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "are_built", lambda: False)
    answer = as_(member).get(_url(committee, "voters", pdf=True))
    assert answer.status_code == 422
    assert "Print this page with your browser" in answer.content.decode()


def test_only_members_read_them(committee: Committee, outsider: Membership, as_: As) -> None:
    for who in WHO:
        for pdf in (False, True):
            assert as_(outsider).get(_url(committee, who, pdf=pdf)).status_code == 404
