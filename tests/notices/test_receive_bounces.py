"""What comes back is read, whoever wrote it, and counts for the one account that it names."""

import io
import os
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from accounts import return_paths
from accounts.models import User
from core import clock
from notices.models import Bounce, Failure, MailStop
from notices.operations import bounces
from tests.factories import UserFactory
from tests.factories_notices import BounceFactory, MailStopFactory
from tests.notices.returns import FOLDER, Receive, kinds, returned

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("postfix_unknown", "5.1.1"),
        ("exim_unknown", "5.0.0"),
        ("gmail_unknown", "5.1.1"),
        ("exchange_unknown", "5.1.10"),
        ("international", "5.1.1"),
    ],
)
def test_an_address_that_takes_no_mail_is_stopped_at_once(
    receive: Receive, name: str, code: str
) -> None:
    user, other = UserFactory(), UserFactory()
    said = receive(returned(name, user))
    assert said == f"The address takes no mail. ({code}) Mail to it is stopped."
    assert kinds(user) == [("hard", code)]
    assert list(MailStop.objects.values_list("user", flat=True)) == [user.pk]
    assert kinds(other) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("postfix_expired", "4.4.1"),
        ("gmail_full", "5.2.2"),
        ("alias_of_two", "5.1.1"),
        ("exim_old", ""),
    ],
)
def test_what_may_pass_counts_as_soft(receive: Receive, name: str, code: str) -> None:
    user = UserFactory()
    assert receive(returned(name, user)).startswith("A mail was not delivered this time; counted.")
    assert kinds(user) == [("soft", code)]
    assert not MailStop.objects.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("postfix_delayed", "A server is still trying"),
        ("gmail_policy", "Refused, but not for the address"),
        ("exchange_away", "An automatic reply"),
        ("disposition", "This is no bounce"),
    ],
)
def test_what_says_nothing_of_the_address_changes_nothing(
    receive: Receive, name: str, sentence: str
) -> None:
    user = UserFactory()
    assert receive(returned(name, user)).startswith(f"{sentence}; nothing changed.")
    assert not Bounce.objects.exists()


def test_a_refusal_of_our_text_is_told_to_the_operator_without_an_address(receive: Receive) -> None:
    receive(returned("gmail_policy", UserFactory()))
    assert Failure.objects.get().sentence == (
        "A mail came back, refused for its text or its sender: 5.7.26"
    )


def test_the_third_soft_bounce_within_a_fortnight_stops_the_mail(receive: Receive) -> None:
    user, now = UserFactory(), clock.now()
    BounceFactory(user=user, at=now - timedelta(days=14))  # too old to count
    BounceFactory(user=user, at=now - timedelta(days=13))
    mail = returned("gmail_full", user)
    assert "stopped" not in receive(mail)
    assert receive(mail.replace(b"0002", b"0009")).endswith("Mail to it is stopped.")
    assert MailStop.objects.get().user == user


def test_the_same_bounce_read_twice_counts_once(receive: Receive) -> None:
    user = UserFactory()
    for _again in range(3):
        receive(returned("gmail_full", user))
    assert kinds(user) == [("soft", "5.2.2")]
    nameless = returned("gmail_full", user).replace(b"Message-ID", b"X-Other")
    for _again in range(2):
        receive(nameless)
    assert len(kinds(user)) == 2


def test_after_a_new_try_nothing_is_remembered_and_a_stop_keeps_its_moment(
    receive: Receive,
) -> None:
    user = UserFactory()
    receive(returned("postfix_unknown", user))
    bounces.resume_mail(user, by=user)
    assert not MailStop.objects.exists()
    receive(returned("postfix_unknown", user))
    assert MailStop.objects.exists()
    BounceFactory(user=user)
    at = MailStop.objects.get().at
    receive(returned("exchange_unknown", user))
    assert MailStop.objects.get().at == at


def test_a_bounce_that_meets_a_change_of_address_halfway_counts_nothing() -> None:
    user = UserFactory()
    given = {"kind": "hard", "code": "", "said_by": b"x", "at": clock.now()}
    assert bounces.take_bounce(user, address="old@mail.example", **given) is False
    gone = UserFactory()
    User.objects.filter(pk=gone.pk).delete()
    assert bounces.take_bounce(gone, address=gone.email, **given) is False
    assert not Bounce.objects.exists()


def test_what_is_no_report_counts_only_where_nobody_sent_it(receive: Receive) -> None:
    user = UserFactory()
    to = return_paths.of(user)
    person = f"Return-Path: <someone@mail.example>\r\nTo: {to}\r\n\r\nHello?"
    assert receive(person.encode()) == "This is no bounce; nothing changed."
    assert receive(f"To: {to}\r\n\r\nHello?".encode()) == "This is no bounce; nothing changed."
    assert kinds(user) == []
    nobody = f"Return-Path: <>\r\nTo: {to}\r\nSubject: failure\r\n\r\nNo such user."
    receive(nobody.encode())
    assert kinds(user) == [("soft", "")]


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-replied (vacation)",
        "Auto-Submitted: auto-notified",
        "Precedence: auto_reply",
        "X-Autorespond: yes",
    ],
)
def test_automatic_replies_are_no_bounces(receive: Receive, header: str) -> None:
    user = UserFactory()
    mail = f"Return-Path: <>\r\nTo: {return_paths.of(user)}\r\n{header}\r\n\r\nI am away."
    assert receive(mail.encode()) == "An automatic reply; nothing changed."
    assert not Bounce.objects.exists()


def test_a_report_whose_groups_are_broken_counts_as_soft(receive: Receive) -> None:
    user = UserFactory()
    head, _mark, _rest = returned("postfix_unknown", user).partition(b"Final-Recipient")
    receive(head)
    assert kinds(user) == [("soft", "")]


def test_a_report_of_success_changes_nothing(receive: Receive) -> None:
    user = UserFactory()
    for action in (b"relayed", b"delivered", b"expanded"):
        mail = returned("postfix_unknown", user).replace(b"Action: failed", b"Action: " + action)
        assert receive(mail).startswith("A server says that it passed the mail on")
    assert not Bounce.objects.exists()


def test_of_several_groups_the_one_of_the_address_itself_decides(receive: Receive) -> None:
    user = UserFactory()
    own = f"Final-Recipient: rfc822; {user.email}\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
    mail = returned("alias_of_two", user)
    receive(
        mail.replace(b"Final-Recipient: RFC822; first", own.encode() + b"Final-Recipient: x; f")
    )
    assert not Bounce.objects.exists()


def test_a_report_inside_the_mail_that_came_back_is_not_read(receive: Receive) -> None:
    user, other = UserFactory(), UserFactory()
    inner = returned("postfix_unknown", other)
    outer = (
        f"Return-Path: <someone@mail.example>\r\nTo: {return_paths.of(user)}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="o"\r\n\r\n'
        "--o\r\nContent-Type: message/rfc822\r\n\r\n"
    ).encode()
    assert receive(outer + inner + b"\r\n--o--\r\n") == "This is no bounce; nothing changed."
    assert not Bounce.objects.exists()


def test_headers_that_are_written_into_a_bounce_reach_nothing(receive: Receive) -> None:
    user, victim = UserFactory(), UserFactory()
    mail = returned("postfix_unknown", user)
    evil = f"5.1.1\r\nTo: {return_paths.of(victim)}\r\nX: \x1b[31m<b>{victim.email}</b>"
    said = receive(mail.replace(b"Status: 5.1.1", f"Status: {evil}".encode()))
    assert said == "The address takes no mail. (5.1.1) Mail to it is stopped."
    assert kinds(victim) == []
    longer = b"Status: " + b"5.1." + b"9" * 500
    assert "999" not in receive(returned("exim_unknown", user).replace(b"Status: 5.0.0", longer))
    assert set(Bounce.objects.values_list("code", flat=True)) <= {"5.1.1", ""}


def test_no_address_is_said_or_kept(receive: Receive) -> None:
    user = UserFactory(email="very.odd@mail.example")
    for file in sorted(FOLDER.glob("*.eml")):
        assert "@" not in receive(returned(file.stem, user))
    kept = str(list(Bounce.objects.values())) + str(list(Failure.objects.values()))
    assert "@" not in kept


def _nested(depth: int, kind: str) -> bytes:
    heads = [
        f'Content-Type: {kind}; boundary="b{number}"\r\n\r\n--b{number}\r\n'
        for number in range(depth)
    ]
    return "".join(heads).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00" * 1000,
        b"Content-Type: multipart/report; report-type*=x'y'%zz; boundary=\"",
        b"Content-Type: multipart/report\r\n\r\n--\r\n--\r\n",
        b"Content-Type: message/delivery-status\r\n\r\n\xff\xff: \x00\r\n\r\nAction: \xe9\r\n",
        b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@@",
        b"Content-Type: message/global-delivery-status\r\n\r\nA: b\r\n\r\nAction: =?x?q?=FF?=",
        b"Content-Type: \r\n ;;;=;\xe9=\r\nX-Failed-Recipients: \xe9\r\n\r\n",
        b"Subject: =?utf-8?b?" + b"/" * 5000 + b"?=\r\n\r\n",
        _nested(5000, "multipart/mixed"),
        _nested(2000, "message/rfc822"),
        b"Action: failed\r\n\r\n" * 20_000,
        b"--x\r\n" * 100_000,
    ],
    ids=range(13),
)
def test_no_mail_however_broken_raises(receive: Receive, body: bytes) -> None:
    to = return_paths.of(UserFactory()).encode()
    for head in (b"", b"To: " + to + b"\r\nReturn-Path: <>\r\n", to + b"\xff\r\n\r\n"):
        assert receive(head + body).count("\n") == 0


def test_a_mail_beyond_a_megabyte_is_read_as_far_as_that_and_the_pipe_is_emptied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = UserFactory()
    pipe = io.BytesIO(returned("postfix_unknown", user) + b"x" * 3 * 1024 * 1024)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=pipe))
    call_command("receive_bounces")
    assert pipe.read() == b""
    assert kinds(user) == [("hard", "5.1.1")]


def test_while_the_database_is_away_the_mail_server_is_asked_to_try_again(
    receive: Receive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mail = returned("postfix_unknown", UserFactory())

    def away(*_args: Any, **_options: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(bounces, "receive", away)
    with pytest.raises(CommandError, match="database does not answer") as fault:
        receive(mail)
    assert fault.value.returncode == os.EX_TEMPFAIL
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(mail)
    with pytest.raises(CommandError):
        call_command("receive_bounces", maildir=tmp_path)
    assert (tmp_path / "new" / "1").exists()


def test_a_maildir_is_emptied_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = UserFactory(), UserFactory()
    new = tmp_path / "new"
    (new / "folder").mkdir(parents=True)
    (new / "1772625607.M1P1.mx").write_bytes(returned("postfix_unknown", one))
    (new / "1772625608.M1P1.mx").write_bytes(returned("gmail_full", two))
    (new / "1772625609.M1P1.mx").write_bytes(b"\xff\x00")
    outside = tmp_path / "outside"
    outside.write_bytes(returned("postfix_unknown", two))
    (new / "link").symlink_to(outside)
    call_command("receive_bounces", "--maildir", str(tmp_path))
    assert capsys.readouterr().out.strip() == (
        "3 read: 1 from addresses that take no mail, 1 not delivered this time, "
        "1 that change nothing."
    )
    assert {file.name for file in new.iterdir()} == {"folder", "link"}
    assert (kinds(one), kinds(two)) == ([("hard", "5.1.1")], [("soft", "5.2.2")])


def test_a_folder_that_is_no_maildir_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("receive_bounces", maildir=tmp_path)


def test_a_maildir_that_cannot_be_emptied_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(b"")

    def refused(*_args: Any, **_options: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(CommandError, match="cannot be emptied: Permission denied"):
        call_command("receive_bounces", maildir=tmp_path)


def test_one_account_has_one_stop_however_much_comes_back(receive: Receive) -> None:
    user = UserFactory()
    MailStopFactory(user=user)
    receive(returned("postfix_unknown", user))
    receive(returned("gmail_unknown", user))
    assert MailStop.objects.count() == 1
