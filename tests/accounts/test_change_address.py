"""Moving an account to another mailbox."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.operations import people
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.accounts.conftest import ADDRESS, ask, code_in

pytestmark = pytest.mark.django_db
NEW = "new@mail.example"


def test_the_new_address_is_proved_and_the_old_one_told(
    user: User, signed_in, django_capture_on_commit_callbacks
) -> None:
    elsewhere, client = signed_in(user), signed_in(user)
    assert client.post("/account/address/", {"address": NEW})["Location"] == "/sign-in/code/"
    user.refresh_from_db()
    assert user.email == ADDRESS
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
    user.refresh_from_db()
    assert user.email == NEW
    assert [row.email for row in EmailAddress.objects.filter(user=user)] == [NEW]
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    notice = mail.outbox[-1]
    assert notice.to == [ADDRESS]
    assert NEW not in notice.body
    assert Event.objects.filter(name="accounts.address_changed").count() == 1
    assert Client().post("/sign-in/", {"address": NEW}).status_code == 302


def test_an_old_sign_in_is_confirmed_first(user: User, signed_in) -> None:
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(user)
        clock.shift(timedelta(minutes=16))
        response = client.get("/account/address/")
        assert response["Location"] == "/account/confirm/?next=%2Faccount%2Faddress%2F"
        assert client.get(response["Location"]).status_code == 200
        client.post("/account/confirm/", {"next": "/account/address/"})
        assert mail.outbox[-1].to == [ADDRESS]
        response = client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
        assert response["Location"] == "/account/address/"
        assert client.get("/account/address/").status_code == 200


def test_an_address_of_another_account_is_refused_after_the_proof(user: User, signed_in) -> None:
    other = factories.UserFactory(email=NEW)
    client = signed_in(user)
    assert client.post("/account/address/", {"address": NEW}).status_code == 302
    response = client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
    assert response.status_code == 403
    assert "already belongs to another account" in response.content.decode()
    assert User.objects.get(email=NEW) == other


def test_the_present_address_is_no_new_one(user: User, signed_in) -> None:
    response = signed_in(user).post("/account/address/", {"address": ADDRESS.upper()})
    assert response.status_code == 422


def test_only_the_owner_changes_it(user: User, now) -> None:
    with pytest.raises(Refused):
        people.change_address(user, NEW, by=factories.UserFactory(), at=now)


def test_a_closed_account_is_not_changed(user: User, now) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    with pytest.raises(Refused):
        people.change_address(user, NEW, by=user, at=now)


def test_keeping_the_address_tells_nobody(
    user: User, now, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        people.change_address(user, ADDRESS, by=user, at=now)
    assert mail.outbox == []


def test_a_mail_server_that_is_away_does_not_stop_the_change(
    user: User, now, settings, django_capture_on_commit_callbacks
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        people.change_address(user, NEW, by=user, at=now)
    assert User.objects.get(pk=user.pk).email == NEW


def test_a_change_begun_before_signing_out_is_not_finished_after(user: User, signed_in) -> None:
    client = signed_in(user)
    client.post("/account/address/", {"address": NEW})
    code = code_in(mail.outbox[-1])
    client.post("/sign-out/")
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"
    ask(client, ADDRESS)
    assert User.objects.get(pk=user.pk).email == ADDRESS


def test_a_confirmation_for_an_address_that_changed_meanwhile_confirms_nothing(
    user: User, signed_in
) -> None:
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(user)
        clock.shift(timedelta(minutes=16))
        client.post("/account/confirm/", {"next": ""})
        code = code_in(mail.outbox[-1])
        User.objects.filter(pk=user.pk).update(email=NEW)
        assert client.post("/sign-in/code/", {"code": code})["Location"] == "/account/"
        assert client.get("/account/address/").status_code == 302
