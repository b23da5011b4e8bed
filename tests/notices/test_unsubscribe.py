"""Stopping mail without signing in."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.decision import Refused
from notices import permissions, scopes, tokens
from notices.models import Refusal
from notices.operations import refusals
from notices.scopes import Scope
from tests.factories import UserFactory
from tests.factories_notices import RefusalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict() -> Client:
    """A mail program: no cookie, and the CSRF check is on."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def user() -> User:
    return UserFactory()


@pytest.fixture
def link(user: User) -> str:
    return f"/u/{tokens.make(user, 'meetings', 'abc')}/"


@pytest.fixture
def committees(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everybody gets mail from a plain and a discreet committee."""

    def provider(_user: User) -> Iterable[Scope]:
        yield Scope("abc", "Plain Committee", is_discreet=False)
        yield Scope("xyz", "Discreet Committee")

    monkeypatch.setattr(scopes, "_PROVIDERS", [])
    scopes.provider(provider)
    scopes.provider(provider)
    yield


def refused() -> set[tuple[str, str]]:
    return set(Refusal.objects.values_list("category", "scope"))


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_stops_nothing(strict: Client, link: str, method: str) -> None:
    assert getattr(strict, method)(link).status_code == 200
    assert refused() == set()


def test_one_click_stops_the_mail_at_once_and_again_is_harmless(strict: Client, link: str) -> None:
    for _again in range(2):
        answer = strict.post(
            link,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 200
        assert not answer.cookies
    assert refused() == {("meetings", "abc")}


def test_undo_brings_the_mail_back(strict: Client, link: str) -> None:
    strict.post(link)
    assert strict.post(link + "undo/").status_code == 302
    assert strict.get(link + "undo/").status_code == 405
    assert refused() == set()


def test_a_link_outlives_the_account(strict: Client, user: User, link: str) -> None:
    user.delete()
    page = strict.post(link)
    assert page.status_code == 200
    assert "These mails are stopped" in page.content.decode()
    assert strict.post(link + "undo/").status_code == 302
    assert strict.get(link + "choices/").status_code == 404


@pytest.mark.parametrize("suffix", ["", "undo/", "choices/"])
def test_a_changed_link_is_refused_with_a_sentence(strict: Client, link: str, suffix: str) -> None:
    answer = strict.post(link[:-3] + "xx/" + suffix)
    assert answer.status_code == 404
    assert "This link is not whole" in answer.content.decode()


def test_no_link_stops_security_mail(strict: Client, user: User) -> None:
    for category in ("security", "nonsense"):
        assert strict.post(f"/u/{tokens.make(user, category, '')}/").status_code == 404
    assert tokens.read(tokens._signer.sign("only.two")) is None


def test_security_mail_cannot_be_refused(user: User) -> None:
    for category in ("security", "nonsense"):
        assert not permissions.unsubscribe(user, category)
        with pytest.raises(Refused):
            refusals.unsubscribe(user, category=category, scope="")
        with pytest.raises(Refused):
            refusals.choose_notices(user, scopes=[""], refused={(category, "")})


@pytest.mark.usefixtures("committees")
def test_the_page_names_a_plain_committee_and_no_discreet_one(strict: Client, user: User) -> None:
    def shown(scope: str) -> str:
        return strict.get(f"/u/{tokens.make(user, 'meetings', scope)}/").content.decode()

    assert "Plain Committee" in shown("abc")
    assert "Discreet" not in shown("xyz")
    assert "all committees" in shown("")


@pytest.mark.usefixtures("committees")
def test_the_mails_link_opens_the_choices_of_its_own_committee_alone(
    strict: Client, user: User, link: str
) -> None:
    RefusalFactory(user=user, scope="xyz")
    page = strict.get(link + "choices/").content.decode()
    assert "Plain Committee" in page
    assert "Discreet Committee" not in page
    answer = strict.post(link + "choices/", {"from-abc": ["elections"], "from-xyz": ["meetings"]})
    assert answer.status_code == 302
    others = {(name, "abc") for name in ("meetings", "announcements", "digest")}
    assert refused() == others | {("meetings", "xyz")}


@pytest.mark.usefixtures("committees")
def test_everything_is_chosen_on_one_page(
    as_: Callable[[Any], Client], user: User, django_assert_max_num_queries: Any
) -> None:
    browser = as_(user)
    with django_assert_max_num_queries(8):
        page = browser.get("/notices/preferences/").content.decode()
    assert (
        page.index("Discreet Committee") < page.index("Plain Committee") < page.index("site itself")
    )
    every = ["elections", "meetings", "announcements", "digest"]
    sent = {"from-abc": every, "from-xyz": every, "from-all": every[1:]}
    assert browser.post("/notices/preferences/", sent).status_code == 302
    assert refused() == {("elections", "")}


@pytest.mark.usefixtures("committees")
def test_an_unknown_category_is_answered_on_the_page(
    as_: Callable[[Any], Client], user: User
) -> None:
    answer = as_(user).post("/notices/preferences/", {"from-abc": ["security"]})
    assert answer.status_code == 422
    assert "There is no such kind of mail." in answer.content.decode()
    assert refused() == set()


def test_a_visitor_is_asked_to_sign_in_for_all_choices(strict: Client) -> None:
    assert strict.get("/notices/preferences/").status_code == 302
