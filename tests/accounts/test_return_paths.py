"""Where the bounces of sign-in mails go: nobody is looked up before a code is entered."""

import pytest
from django.core import mail

from accounts import moving, return_paths
from accounts.models import User
from accounts.operations import people, recovery
from core import clock
from tests.accounts.conftest import ADDRESS, ask

pytestmark = pytest.mark.django_db


def test_a_code_leaves_alike_for_a_known_and_an_unknown_address(user: User, client) -> None:
    for address in (ADDRESS, "nobody@mail.example"):
        ask(client, address)
    known, unknown = mail.outbox
    assert known.from_email == unknown.from_email == "bounces@rankandfile.example"
    for one in mail.outbox:
        assert one.message()["From"] == "Rank & File <notices@rankandfile.example>"


def test_a_warning_names_its_account_to_us(user: User, django_capture_on_commit_callbacks) -> None:
    code = recovery.make_recovery_codes(user, by=user, at=clock.now())[0]
    with django_capture_on_commit_callbacks(execute=True):
        recovery.use_recovery_code(code, at=clock.now())
    assert return_paths.owner(mail.outbox[0].from_email) == user


def test_a_warning_to_the_old_address_says_nothing_of_the_new_one(
    user: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        people.change_address(user, "new@mail.example", by=user, at=clock.now())
    (warning,) = mail.outbox
    assert warning.to == [ADDRESS]
    assert "bounces+" in warning.from_email
    assert return_paths.owner(warning.from_email) is None


def test_what_hears_of_a_move_is_registered_once() -> None:
    (listener,) = moving._LISTENERS
    assert moving.on_move(listener) is listener
    assert [listener] == moving._LISTENERS
