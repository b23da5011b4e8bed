"""The other way to stop mail: an answer to the address in List-Unsubscribe."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from notices import tokens
from notices.models import Refusal
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def receive(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    call_command("receive_unsubscribe")


def test_a_mail_with_the_token_stops_that_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory()
    token = tokens.make(user, "meetings", "abc")
    for _again in range(2):
        receive(monkeypatch, f"From: x@mail.example\r\nSubject: {token}\r\n\r\n".encode())
    assert list(Refusal.objects.values_list("user", "category", "scope")) == [
        (user.pk, "meetings", "abc")
    ]


def test_a_folded_subject_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    token = tokens.make(UserFactory(), "digest", "")
    receive(monkeypatch, f"Subject:\r\n {token[:40]}\r\n {token[40:]}\r\n\r\n".encode())
    assert Refusal.objects.get().category == "digest"


def test_after_the_account_is_gone_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory()
    token = tokens.make(user, "digest", "")
    user.delete()
    receive(monkeypatch, f"Subject: {token}\r\n\r\n".encode())
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("content", [b"", b"Subject: hello\r\n\r\n", b"\xff\xfe\x00", b"X" * 5000])
def test_any_other_mail_changes_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    with pytest.raises(CommandError, match="not a link of ours"):
        receive(monkeypatch, content)
    assert not Refusal.objects.exists()
