"""A passkey is made in the browser; what proves it is kept sealed, and nothing else."""

import json
import logging

import pytest
from django.core import mail
from django.test import Client
from fido2.utils import websafe_decode
from fido2.webauthn import AttestedCredentialData

from accounts.models import SecondFactor, Session, User
from accounts.operations import second_factors
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.accounts.device import MAKE, Device, add, options_of
from tests.accounts.dump import everything

pytestmark = pytest.mark.django_db
PATH = "/account/factors/passkey/"


def test_it_is_kept_and_told_by_mail_and_listed_by_its_name(
    user: User, signed_in, django_capture_on_commit_callbacks
) -> None:
    client, device = signed_in(user), Device()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = add(client, device, "my phone")
    assert response["Location"] == "/account/recovery-codes/"  # there are none yet
    factor = SecondFactor.objects.get()
    assert (factor.user, factor.kind, factor.label) == (user, "passkey", "my phone")
    assert [one.subject for one in mail.outbox] == ["A passkey was added at Rank & File"]
    assert "/account/factors/" in mail.outbox[0].body
    assert "my phone" not in mail.outbox[0].body
    page = client.get("/account/factors/").content.decode()
    assert "my phone" in page
    assert "without them a lost phone is a lost account" in page.lower()


def test_with_recovery_codes_one_goes_back_to_the_list(user: User, signed_in) -> None:
    client = signed_in(user)
    client.post("/account/recovery-codes/")
    assert add(client, Device())["Location"] == "/account/factors/"


def test_no_make_of_the_device_and_no_counter_is_kept(user: User, signed_in) -> None:
    add(signed_in(user), Device())
    kept = AttestedCredentialData(websafe_decode(SecondFactor.objects.get().secret))
    assert bytes(kept.aaguid) == bytes(16)
    assert MAKE not in websafe_decode(SecondFactor.objects.get().secret)
    names = {field.name for field in SecondFactor._meta.get_fields()}
    assert names == {"id", "public_id", "user", "kind", "label", "secret"}


def test_the_device_is_told_no_address(user: User, signed_in) -> None:
    options = options_of(signed_in(user), PATH)
    assert user.email not in json.dumps(options)
    assert options["user"]["name"] == "Your account"
    assert options["rp"]["id"] == "127.0.0.1"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"


def test_nothing_of_it_is_readable_in_a_dump_or_a_log(user: User, signed_in, caplog) -> None:
    device = Device()
    with caplog.at_level(logging.WARNING):
        add(signed_in(user), device, "planted-label")
    text = everything()
    assert device.id.hex() not in text
    assert device.id.decode("latin-1") not in text
    assert "planted-label" not in text
    assert device.id.hex() not in caplog.text


def test_other_browsers_are_signed_out(user: User, signed_in) -> None:
    other, client = signed_in(user), signed_in(user)
    add(client, Device())
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "cheat",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:8001"},
        {"host": "evil.example"},
        {"flags": 0x01},  # present, not verified
        {"flags": 0x04},
    ],
)
def test_what_was_not_made_here_by_a_verified_person_is_refused(user, signed_in, cheat) -> None:
    client, device = signed_in(user), Device()
    for name, value in cheat.items():
        setattr(device, name, value)
    response = add(client, device, "typed name")
    assert response.status_code == 422
    assert "typed name" in response.content.decode()
    assert not SecondFactor.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"rawId": 1}',
        "[" * 9_000,
        '{"id": "a", "rawId": "b"}',
        "x" * 20_000,
    ],
)
def test_what_is_no_answer_gets_a_sentence(user: User, signed_in, text: str) -> None:
    client = signed_in(user)
    client.get(PATH)
    response = client.post(PATH, {"passkey": text, "label": "kept"})
    assert response.status_code == 422
    assert "kept" in response.content.decode()


def test_without_a_script_the_page_says_so_and_names_the_other_way(user: User, signed_in) -> None:
    client = signed_in(user)
    page = client.get(PATH).content.decode()
    assert "<noscript>" in page
    assert 'href="/account/factors/app/"' in page
    assert "A passkey needs JavaScript" in client.post(PATH, {}).content.decode()


def test_a_challenge_works_once(user: User, signed_in) -> None:
    client, device = signed_in(user), Device()
    made = device.make(options_of(client, PATH))
    assert client.post(PATH, {"passkey": made}).status_code == 302
    assert client.post(PATH, {"passkey": made}).status_code == 422
    assert SecondFactor.objects.count() == 1


def test_a_challenge_runs_out(user: User, signed_in) -> None:
    client, device = signed_in(user), Device()
    made = device.make(options_of(client, PATH))
    session = client.session
    session["passkey"] = session["passkey"] | {"at": session["passkey"]["at"] - 601}
    session.save()
    assert client.post(PATH, {"passkey": made}).status_code == 422


def test_a_second_one_names_the_first_so_that_no_device_makes_two(user: User, signed_in) -> None:
    client = signed_in(user)
    assert not options_of(client, PATH).get("excludeCredentials")
    add(client, Device())
    assert len(options_of(client, PATH)["excludeCredentials"]) == 1


def test_ten_are_enough(user: User, signed_in, now) -> None:
    client = signed_in(user)
    for _number in range(10):
        SecondFactor.objects.create(user=user, kind="passkey", secret=_any_credential())
    _fresh(client, user)
    assert "You have ten passkeys" in client.get(PATH).content.decode()
    with pytest.raises(Refused):
        second_factors.add_passkey(user, credential="x", label="", cookie=None, by=user, at=now)


def test_only_the_owner_adds_one(user: User, now) -> None:
    other = factories.UserFactory()
    with pytest.raises(Refused):
        second_factors.add_passkey(user, credential="x", label="", cookie=None, by=other, at=now)
    assert not SecondFactor.objects.exists()


def test_the_event_tells_that_and_not_which(user: User, signed_in) -> None:
    add(signed_in(user), Device(), "my phone")
    event = Event.objects.get(name="accounts.passkey_added")
    assert (event.subject, event.actor, event.data) == (user.public_id, user.public_id, {})


def test_the_page_asks_for_a_fresh_sign_in(user: User, as_) -> None:
    assert as_(user).get(PATH)["Location"].startswith("/account/confirm/")
    assert Client().get(PATH).status_code == 302
    assert Session.objects.filter(user=user).exists()


def _any_credential() -> str:
    from fido2.cose import ES256
    from fido2.utils import websafe_encode

    device = Device()
    public = ES256.from_cryptography_key(device.key.public_key())
    return websafe_encode(AttestedCredentialData.create(bytes(16), device.id, public))


def _fresh(client: Client, user: User) -> None:
    import time

    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
