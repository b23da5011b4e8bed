"""Stopping mail without signing in."""

import pytest
from django.test import Client

from accounts.models import User
from core.decision import Refused
from notices import permissions, tokens
from notices.operations import refusals
from tests.factories_notices import refused

pytestmark = pytest.mark.django_db


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


def test_a_link_outlives_the_account(strict: Client, user: User, link: str) -> None:
    user.delete()
    for method in (strict.get, strict.post):
        answer = method(link)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "These mails are stopped" in page
        assert "The account is gone, too" in page
        assert f'action="{link}' not in page
        assert f'href="{link}' not in page
    assert "come again" not in strict.post(link + "undo/", follow=True).content.decode()
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


@pytest.mark.usefixtures("two_committees")
def test_the_page_names_a_plain_committee_and_no_discreet_one(strict: Client, user: User) -> None:
    def shown(scope: str) -> str:
        return strict.get(f"/u/{tokens.make(user, 'meetings', scope)}/").content.decode()

    assert "Plain Committee" in shown("abc")
    assert "Discreet" not in shown("xyz")
    assert "all committees" in shown("")
