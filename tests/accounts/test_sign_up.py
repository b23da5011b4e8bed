"""Somebody new: the address first, then one neutral question, then an account."""

import re
import threading
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from accounts.models import Session, User
from accounts.operations import people
from core.decision import Refused
from core.models import Event
from tests.accounts.conftest import ADDRESS, ask

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def proved(next_url: str = "") -> Client:
    client = Client()
    code = ask(client, ADDRESS, next=next_url)
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/sign-up/"
    return client


def test_the_question_has_no_default_and_names_no_limit() -> None:
    response = proved().get("/sign-up/")
    page = response.content.decode()
    assert response.context["form"]["age"].value() is None
    form = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(ADDRESS, ""))
    assert "13" not in form.split("<form", 2)[1]
    assert not User.objects.exists()


@pytest.mark.parametrize("age", [13, 14, 40, 120])
def test_who_is_old_enough_has_an_account_and_goes_where_they_were_going(age: int) -> None:
    client = proved("/account/preferences/")
    response = client.post("/sign-up/", {"age": age})
    assert response["Location"] == "/account/preferences/"
    user = User.objects.get()
    assert user.email == ADDRESS
    assert EmailAddress.objects.get(user=user, verified=True, primary=True).email == ADDRESS
    assert client.get("/account/").context["user"] == user
    event = Event.objects.get(name="accounts.signed_up")
    assert (event.subject, event.data) == (user.public_id, {})


@pytest.mark.parametrize("age", [1, 9, 12])
def test_nothing_at_all_is_stored_of_who_is_too_young(age: int) -> None:
    client = proved()
    response = client.post("/sign-up/", {"age": age})
    assert response.status_code == 403
    assert "Nothing you entered was kept" in response.content.decode()
    assert not User.objects.exists()
    assert not Session.objects.exists()
    assert not Event.objects.exists()
    assert client.get("/sign-up/")["Location"] == "/sign-in/"


@pytest.mark.parametrize("age", ["", "0", "-3", "121", "twelve", "1e3", "٢", "9" * 5000])
def test_an_answer_that_is_no_age_gets_a_sentence(age: str) -> None:
    response = proved().post("/sign-up/", {"age": age})
    assert response.status_code in (422, 403)
    assert not User.objects.exists()


def test_nobody_is_asked_before_the_address_is_proved() -> None:
    client = Client()
    ask(client, ADDRESS)
    assert client.post("/sign-up/", {"age": 20})["Location"] == "/sign-in/"
    assert not User.objects.exists()


def test_the_operation_itself_refuses_who_is_too_young() -> None:
    with pytest.raises(Refused):
        people.sign_up(ADDRESS, age=12, language="", at=NOW)


def test_a_second_sign_up_of_one_address_is_the_same_account() -> None:
    first = people.sign_up(ADDRESS, age=20, language="es", at=NOW)
    again = people.sign_up(ADDRESS, age=20, language="", at=NOW)
    assert first == again
    assert again.language == "es"


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_the_same_moment_make_one_account() -> None:
    found: list[User] = []

    def sign_up() -> None:
        try:
            found.append(people.sign_up(ADDRESS, age=20, language="", at=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_up) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert User.objects.count() == EmailAddress.objects.count() == 1
