"""The exit button."""

import pytest
from django.test import Client

from accounts.models import Session, User

pytestmark = pytest.mark.django_db


def test_it_ends_the_session_and_clears_what_is_in_the_browser(user: User, as_) -> None:
    client = as_(user)
    response = client.post("/exit/")
    assert response["Location"] == "/elsewhere/"
    assert response["Clear-Site-Data"] == '"cache", "cookies"'
    assert {name for name, morsel in response.cookies.items() if morsel["max-age"] == 0} == {
        "session",
        "csrf",
        "language",
    }
    assert not Session.objects.exists()
    page = client.get("/elsewhere/").content.decode()
    assert "Rank" not in page
    assert "history of this browser was not cleared" in page


def test_it_works_with_a_stale_token_and_stands_on_every_page(user: User, as_) -> None:
    client = as_(user)
    for path in ("/home/", "/account/", "/account/sessions/"):
        assert 'action="/exit/"' in client.get(path).content.decode()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post("/exit/").status_code == 302
    assert strict.get("/account/").status_code == 302


def test_a_link_does_not_sign_anybody_out(user: User, as_) -> None:
    client = as_(user)
    assert client.get("/exit/").status_code == 405
    assert client.get("/account/").status_code == 200
