"""A return path names one account at one address to us, and nothing to anybody else."""

from typing import Any

import pytest

from accounts import crypto, return_paths
from accounts.operations import people
from core import clock
from notices.models import Bounce, MailStop
from tests.factories import UserFactory
from tests.notices.returns import Receive, kinds, returned

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["To", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_return_path_is_found_in_any_of_the_headers_that_carry_it(
    receive: Receive, header: str
) -> None:
    user = UserFactory()
    for number, written in enumerate(
        [return_paths.of(user), f"<{return_paths.of(user)}>", return_paths.of(user).upper()]
    ):
        head = f"Message-ID: <{number}>\r\nReturn-Path: <>\r\n{header}: {written}\r\n"
        receive(f"{head}\r\nNo such user.".encode())
    assert len(kinds(user)) == 3
    assert MailStop.objects.exists()


def test_a_late_bounce_of_an_address_that_was_left_is_nobodys(receive: Receive) -> None:
    user = UserFactory()
    late = returned("postfix_unknown", user)
    people.change_address(user, "new@mail.example", by=user, at=clock.now())
    assert receive(late) == "It came to no return path of an account here; nothing changed."
    user.refresh_from_db()
    receive(returned("exchange_unknown", user))
    assert kinds(user) == [("hard", "5.1.10")]


def test_a_forged_a_broken_and_a_foreign_return_path_are_nobodys(receive: Receive) -> None:
    user = UserFactory()
    name, _at, domain = return_paths.of(user).partition("@")
    token = name.removeprefix("bounces+")
    other = "b" if token[5] != "b" else "c"
    for forged in (
        f"bounces+{token[:5]}{other}{token[6:]}@{domain}",
        f"bounces+{token[:-2]}@{domain}",
        f"bounces+{'a' * 50}@{domain}",
        f"bounces+{user.public_id}@{domain}",
        f"{name}@elsewhere.example",
        f"x{name}@{domain}",
        f"bounces@{domain}",
        f"bounces+@{domain}",
        user.email,
    ):
        said = receive(returned("postfix_unknown", user, to=forged))
        assert said == "It came to no return path of an account here; nothing changed.", forged
    assert not Bounce.objects.exists()


def test_a_closed_account_and_one_that_is_gone_are_nobodys(receive: Receive) -> None:
    closed, gone = UserFactory(is_active=False), UserFactory()
    mails = [returned("postfix_unknown", closed), returned("postfix_unknown", gone)]
    gone.delete()
    for mail in mails:
        assert receive(mail).startswith("It came to no return path")


@pytest.mark.parametrize(
    "address",
    [
        "a+b@mail.example",
        '"quoted name"@mail.example',
        "o'neil@mail.example",
        "x" * 64 + "@mail.example",
        "anastasia@xn--bcher-kva.example",
        "anastasia@" + "long." * 36 + "example",
    ],
)
def test_a_return_path_is_short_and_tells_nothing_of_any_address(
    receive: Receive, address: str
) -> None:
    user = UserFactory(email=address)
    path = return_paths.of(user)
    name, _at, domain = path.partition("@")
    assert len(name) <= 64
    assert domain == "rankandfile.example"
    assert user.public_id not in path
    assert address.split("@")[0] not in path
    receive(returned("postfix_unknown", user))
    assert kinds(user) == [("hard", "5.1.1")]


def test_a_return_path_outlives_a_new_key_as_long_as_the_old_one_is_kept(settings: Any) -> None:
    user = UserFactory()
    path = return_paths.of(user)
    settings.FIELD_KEYS = ["ab" * 64, *settings.FIELD_KEYS]
    assert return_paths.of(user) != path
    assert return_paths.owner(path) == user


def test_a_sealed_text_that_is_no_identifier_is_nobodys(settings: Any) -> None:
    for raw in (b"", b"abc", b"abc\xff\xff", b"abc" + b"x" * 12):
        token = crypto.seal_short(raw, "return-path")
        path = f"bounces+{token}@{settings.BOUNCE_DOMAIN}"
        assert return_paths.owner(path) is None
    with pytest.raises(crypto.Unreadable):
        crypto.open_short(crypto.seal_short(b"x", "return-path"), "another purpose")
