"""The page of one's account, and the first steps of its forms."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.operations import recovery
from tests.accounts.conftest import ADDRESS, ask

pytestmark = pytest.mark.django_db


def test_who_has_no_codes_on_paper_is_asked_to_make_some(user: User, as_, now) -> None:
    client = as_(user)
    page = client.get("/account/").content.decode()
    assert page.count("card-ask") == 1
    assert "a lost mailbox is a lost account" in page
    recovery.make_recovery_codes(user, by=user, at=now)
    page = client.get("/account/").content.decode()
    assert "card-ask" not in page
    assert "6 printed codes are left" in page


def test_it_says_what_holds_now(user: User, as_) -> None:
    as_(user)
    client = as_(user)
    page = client.get("/account/").content.decode()
    assert ADDRESS in page
    assert "In 2 browsers" in page
    assert "English · the time of each campus" in page
    assert "Your school can probably read" not in page
    user.email, user.timezone = "sam@k12.example", "Asia/Tokyo"
    user.save(update_fields=["email", "timezone"])
    page = client.get("/account/").content.decode()
    assert "Your school can probably read" in page
    assert "<bdi>Asia/Tokyo</bdi>" in page


def test_leaving_for_good_is_two_taps_from_there(user: User, as_) -> None:
    client = as_(user)
    assert 'href="/account/erase/"' in client.get("/account/").content.decode()
    assert "Erase my account now" in client.get("/account/erase/").content.decode()
    assert client.post("/account/erase/")["Location"] == "/account/erased/"
    assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize(
    "page", ["/sign-in/", "/sign-in/code/", "/sign-in/recovery/"], ids=["in", "code", "paper"]
)
def test_the_cursor_stands_in_the_one_field(page: str) -> None:
    client = Client()
    ask(client, ADDRESS)
    text = client.get(page).content.decode()
    assert text.count(" autofocus") == 1


def test_the_phone_knows_the_field_for_the_code() -> None:
    client = Client()
    ask(client, ADDRESS)
    text = client.get("/sign-in/code/").content.decode()
    assert 'autocomplete="one-time-code"' in text
    assert 'inputmode="numeric"' in text
    assert "/outbox/" not in text


def test_the_demonstration_shows_where_its_mail_is(settings) -> None:
    settings.DEMO = True
    client = Client()
    ask(client, "sam+1@mail.example")
    assert "/outbox/?to=sam%2B1%40mail.example" in client.get("/sign-in/code/").content.decode()


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/account/confirm/", "/account/confirm/"),
        ("/sign-in/code/again/", "/sign-in/code/"),
    ],
)
def test_when_the_mail_server_is_away_one_tries_again_where_one_was(
    user: User, signed_in, settings, path: str, back: str
) -> None:
    client = signed_in(user)
    client.post("/account/confirm/", {"next": ""})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post(path)
    assert answer.status_code == 503
    assert f'class="button button-main" href="{back}"' in answer.content.decode()
    assert len(mail.outbox) == 2


def test_who_is_new_is_told_what_comes_next() -> None:
    for wanted, told in (("", "You look for your campus"), ("/campuses/", "the page you came for")):
        client = Client()
        code = ask(client, f"new{len(wanted)}@mail.example", next=wanted)
        client.post("/sign-in/code/", {"code": code})
        assert told in client.get("/sign-up/").content.decode()
