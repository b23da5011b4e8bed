"""After the mailbox: the second factor. Without it nobody is signed in."""

import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import SecondFactor, User
from accounts.operations import recovery
from tests import factories
from tests.accounts.conftest import ADDRESS, ask
from tests.accounts.device import Device, add, options_of
from tests.accounts.test_add_authenticator import code_of

pytestmark = pytest.mark.django_db
PATH = "/sign-in/second/"
SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def with_app(user: User) -> User:
    """Somebody who has an authenticator app."""
    SecondFactor.objects.create(user=user, kind="authenticator", secret=SEED)
    return user


def half_way(**data: str) -> Client:
    """A browser that has proved the mailbox."""
    client = Client()
    response = client.post("/sign-in/code/", {"code": ask(client, ADDRESS, **data)})
    assert response["Location"] == PATH
    return client


def test_the_mailbox_alone_opens_nothing(with_app: User) -> None:
    client = half_way()
    assert client.get("/account/")["Location"].startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def test_the_code_of_the_app_finishes_and_leads_where_one_was_going(with_app: User) -> None:
    client = half_way(next="/account/sessions/")
    response = client.post(PATH, {"code": code_of(SEED)})
    assert response["Location"] == "/account/sessions/"
    assert client.get("/account/").context["user"] == with_app
    methods = [one["method"] for one in client.session["account_authentication_methods"]]
    assert methods == ["code", "second_authenticator"]
    assert client.get(PATH)["Location"] == "/sign-in/"


def test_a_code_that_was_used_is_refused_though_it_still_shows(with_app: User) -> None:
    code = code_of(SEED)
    assert half_way().post(PATH, {"code": code}).status_code == 302
    response = half_way().post(PATH, {"code": code})
    assert response.status_code == 422
    assert "was used already" in response.content.decode()


def test_eleven_guesses_are_stopped_whatever_browser_they_come_from(with_app: User) -> None:
    wrong = code_of(SEED, later=3_000)
    clients = [half_way(), half_way()]
    statuses = [clients[turn % 2].post(PATH, {"code": wrong}).status_code for turn in range(11)]
    assert statuses == [422] * 10 + [429]


def test_a_passkey_finishes_it(user: User, signed_in) -> None:
    device = Device()
    add(signed_in(user), device)
    client = half_way()
    options = options_of(client, PATH)
    assert len(options["allowCredentials"]) == 1
    assert client.post(PATH, {"passkey": device.prove(options)})["Location"] == "/home/"
    assert client.get("/account/").status_code == 200


def test_a_passkey_without_a_handle_finishes_it_too(user: User, signed_in) -> None:
    device = Device()
    add(signed_in(user), device)
    client = half_way()
    answer = device.prove(options_of(client, PATH), userHandle=b"")
    assert client.post(PATH, {"passkey": answer}).status_code == 302


def test_anothers_passkey_does_not(with_app: User, signed_in) -> None:
    other, device = factories.UserFactory(), Device()
    add(signed_in(other), device)
    own = Device()
    SecondFactor.objects.filter(user=with_app).delete()
    client = Client()
    client.post("/sign-in/code/", {"code": ask(client, ADDRESS)})
    add(client, own)
    waiting = half_way()
    response = waiting.post(PATH, {"passkey": device.prove(options_of(waiting, PATH))})
    assert response.status_code == 422
    assert "does not open this account" in response.content.decode()
    assert waiting.get("/account/").status_code == 302


def test_a_recovery_code_stands_for_a_lost_phone_once_and_is_told(
    with_app: User, now, django_capture_on_commit_callbacks
) -> None:
    codes = recovery.make_recovery_codes(with_app, by=with_app, at=now)
    client = half_way()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(PATH, {"code": codes[0].lower()})["Location"] == "/home/"
    assert mail.outbox[-1].subject == "A recovery code was used at Rank & File"
    assert half_way().post(PATH, {"code": codes[0]}).status_code == 422


def test_anothers_recovery_code_does_not_and_is_not_used_up(with_app: User, now) -> None:
    other = factories.UserFactory()
    codes = recovery.make_recovery_codes(other, by=other, at=now)
    assert half_way().post(PATH, {"code": codes[0]}).status_code == 422
    assert other.recovery_codes.count() == recovery.COUNT


def test_two_recovery_codes_stand_for_mailbox_and_phone(with_app: User, now) -> None:
    codes = recovery.make_recovery_codes(with_app, by=with_app, at=now)
    client = Client()
    assert client.post("/sign-in/recovery/", {"code": codes[0]})["Location"] == PATH
    assert client.get("/account/").status_code == 302
    assert client.post(PATH, {"code": codes[1]})["Location"] == "/account/address/"
    assert client.get("/account/address/").status_code == 200


def test_an_empty_form_and_one_without_a_script_get_a_sentence(user: User, signed_in) -> None:
    add(signed_in(user), Device())
    client = half_way()
    assert client.post(PATH, {"code": ""}).status_code == 422
    response = client.post(PATH, {"passkey": ""})
    assert response.status_code == 422
    assert "A passkey needs JavaScript" in response.content.decode()
    response = client.post(PATH, {"code": "123456"})  # no app is there to show it
    assert response.status_code == 422


def test_who_waits_too_long_begins_anew(with_app: User) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = half_way()
        clock.shift(901)
        assert client.get(PATH)["Location"] == "/sign-in/"


def test_who_was_erased_meanwhile_begins_anew(with_app: User) -> None:
    client = half_way()
    with_app.delete()
    assert client.get(PATH)["Location"] == "/sign-in/"


def test_without_the_first_step_there_is_no_second(with_app: User, as_) -> None:
    assert Client().get(PATH)["Location"] == "/sign-in/"
    assert as_(with_app).post(PATH, {"code": code_of(SEED)})["Location"] == "/sign-in/"


def test_a_closed_account_is_told_so(with_app: User) -> None:
    client = half_way()
    with_app.is_active = False
    with_app.save(update_fields=["is_active"])
    assert client.post(PATH, {"code": code_of(SEED)}).status_code == 403
    assert client.get("/account/").status_code == 302


def test_what_asks_once_more_takes_the_factor_and_no_mailed_code(with_app: User, as_) -> None:
    client = as_(with_app)
    mail.outbox.clear()
    where = client.get("/account/recovery-codes/")["Location"]
    assert "The code of your authenticator app" in client.get(where).content.decode()
    assert client.post(where, {"next": "/account/recovery-codes/"}).status_code == 422
    assert mail.outbox == []
    response = client.post(where, {"code": code_of(SEED), "next": "/account/recovery-codes/"})
    assert response["Location"] == "/account/recovery-codes/"
    assert client.get("/account/recovery-codes/").status_code == 200


def test_a_code_mailed_before_the_factor_was_added_confirms_nothing(user: User, as_) -> None:
    from tests.accounts.conftest import code_in

    client = as_(user)
    client.post("/account/confirm/")
    SecondFactor.objects.create(user=user, kind="authenticator", secret=SEED)
    client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
    assert client.get("/account/recovery-codes/")["Location"].startswith("/account/confirm/")


def test_nothing_tells_when_it_was_used(with_app: User) -> None:
    before = list(SecondFactor.objects.values())
    time.sleep(0.01)
    assert half_way().post(PATH, {"code": code_of(SEED)}).status_code == 302
    after = list(SecondFactor.objects.values())
    assert before == after
