"""Signing in by a passkey alone; who has none is answered like who is unknown."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Session, User
from tests.accounts.device import Device, add, options_of

pytestmark = pytest.mark.django_db
PATH = "/sign-in/passkey/"
CHANGES = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|data-options="[^"]+"|value="{[^"]+"'
)


@pytest.fixture
def device(user: User, signed_in) -> Device:
    """The device of `user`, who is signed out again."""
    made, client = Device(), signed_in(user)
    add(client, made)
    client.post("/sign-out/")
    mail.outbox.clear()
    return made


def test_it_stands_for_the_mailbox_and_the_second_factor(user: User, device: Device) -> None:
    client = Client()
    options = options_of(client, f"{PATH}?next=/account/sessions/")
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")
    response = client.post(PATH, {"passkey": device.prove(options), "next": "/account/sessions/"})
    assert response["Location"] == "/account/sessions/"
    assert client.get("/account/").context["user"] == user
    assert mail.outbox == []
    assert client.get("/account/recovery-codes/").status_code == 200  # it is fresh
    assert client.get(f"{PATH}?next=/account/")["Location"] == "/account/"
    assert client.get(PATH)["Location"] == "/home/"


def test_one_is_never_sent_to_another_site(device: Device) -> None:
    client = Client()
    answer = device.prove(options_of(client, PATH))
    response = client.post(PATH, {"passkey": answer, "next": "//evil.example"})
    assert response["Location"] == "/home/"


@pytest.mark.parametrize(
    "cheat",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"flags": 0x01},
        {"flags": 0x04},
    ],
)
def test_what_was_not_proved_here_by_a_verified_person_is_refused(device, cheat) -> None:
    for name, value in cheat.items():
        setattr(device, name, value)
    client = Client()
    assert client.post(PATH, {"passkey": device.prove(options_of(client, PATH))}).status_code == 422
    assert client.get("/account/").status_code == 302


def test_a_known_and_an_unknown_passkey_are_answered_alike(user: User, device: Device) -> None:
    stranger, forged = Device(), Device()
    stranger.handle = "bm9ib2R5LWhlcmU"  # nobody's
    forged.handle = device.handle  # somebody's, and another key
    answers = []
    for one in (stranger, forged):
        client = Client()
        response = client.post(PATH, {"passkey": one.prove(options_of(client, PATH))})
        body = CHANGES.sub(b"", response.content)
        answers.append((response.status_code, sorted(response.headers), body))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert b"No account here has this passkey" in answers[0][2]


@pytest.mark.parametrize(
    "handle", [b"\0" * 12, b"\xff\xfe", b"x" * 4_000, b""], ids=["zeros", "no text", "long", "none"]
)
def test_a_strange_handle_is_nobodys(device: Device, handle: bytes) -> None:
    client = Client()
    answer = device.prove(options_of(client, PATH), userHandle=handle)
    assert client.post(PATH, {"passkey": answer}).status_code == 422


def test_a_challenge_of_another_browser_or_an_old_one_does_not_count(device: Device) -> None:
    client, other = Client(), Client()
    answer = device.prove(options_of(client, PATH))
    options_of(other, PATH)
    assert other.post(PATH, {"passkey": answer}).status_code == 422
    options_of(client, PATH)
    assert client.post(PATH, {"passkey": answer}).status_code == 422
    assert Client().post(PATH, {"passkey": answer}).status_code == 422


def test_a_removed_passkey_opens_nothing(user: User, device: Device) -> None:
    user.second_factors.all().delete()
    client = Client()
    assert client.post(PATH, {"passkey": device.prove(options_of(client, PATH))}).status_code == 422


def test_a_closed_account_is_told_so(user: User, device: Device) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    client = Client()
    assert client.post(PATH, {"passkey": device.prove(options_of(client, PATH))}).status_code == 403


def test_three_hundred_people_of_one_hall_come_in() -> None:
    from accounts.limits import LIMITS

    assert LIMITS["use_passkey"]["network"][0].amount >= 300


def test_the_session_of_a_visitor_is_another_than_the_members(user: User, device: Device) -> None:
    client = Client()
    options = options_of(client, PATH)
    before = client.session.session_key
    client.post(PATH, {"passkey": device.prove(options)})
    assert client.session.session_key != before
    assert Session.objects.filter(user=user).count() == 1


def test_in_the_demonstration_the_host_is_that_of_the_browser(settings) -> None:
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["*"]
    client = Client(HTTP_HOST="localhost:8123")
    assert options_of(client, PATH)["rpId"] == "localhost"
