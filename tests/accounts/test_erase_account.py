"""Leave and erase."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import leaving
from accounts.models import RecoveryCode, Session, User
from accounts.operations import people, recovery
from core.decision import Refused
from core.models import Event
from tests import factories
from tests.accounts.dump import everything

pytestmark = pytest.mark.django_db


def test_three_taps_leave_no_row(user: User, signed_in, now) -> None:
    client = signed_in(user)
    recovery.make_recovery_codes(user, by=user, at=now)
    called: list[str] = []
    leaving.on_leave(lambda person, at: called.append(person.email))
    for path in ("/account/", "/account/erase/"):
        assert client.get(path).status_code == 200
    response = client.post("/account/erase/")
    assert client.get(response["Location"]).status_code == 200
    assert called == [user.email]
    for model in (User, EmailAddress, RecoveryCode):
        assert not model.objects.exists()
    assert not Session.objects.filter(user__isnull=False).exists()
    assert client.get("/account/").status_code == 302
    assert user.email not in everything()
    assert Event.objects.get(name="accounts.account_erased").actor == ""


def test_a_function_is_registered_once() -> None:
    def listen(person: User, at: object) -> None:
        raise AssertionError

    before = len(leaving._LISTENERS)
    assert leaving.on_leave(listen) is leaving.on_leave(listen)
    assert len(leaving._LISTENERS) == before + 1


def test_what_fails_on_leaving_keeps_the_account_whole(user: User, now) -> None:
    def fail(person: User, at: object) -> None:
        raise LookupError

    leaving.on_leave(fail)
    with pytest.raises(LookupError):
        people.erase_account(user, by=user, at=now)
    assert User.objects.filter(pk=user.pk).exists()


def test_only_the_owner_erases(user: User, now) -> None:
    with pytest.raises(Refused):
        people.erase_account(user, by=factories.UserFactory(), at=now)


def test_a_visitor_is_asked_to_sign_in() -> None:
    assert Client().post("/account/erase/")["Location"].startswith("/sign-in/")


def test_a_coordinator_who_erases_leaves_no_name_behind(coordinator, member, as_) -> None:
    coordinator.chosen_name = "Planted-Chosen-Name"
    coordinator.save(update_fields=["chosen_name"])
    client, address = as_(coordinator), coordinator.user.email
    assert client.post("/account/erase/").status_code == 302
    coordinator.refresh_from_db()
    assert (coordinator.status, coordinator.user, coordinator.chosen_name) == ("left", None, "")
    text = everything()
    assert "Planted-Chosen-Name" not in text
    assert address not in text
    assert member.user.pk
