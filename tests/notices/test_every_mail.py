"""Each kind of mail in each language: its headers, its two bodies, and what it must not say.

With `MAILS_TO=DIR` what arrived is written there, to be read by eye.
"""

import os
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import FactorKind, User
from committees.models import Committee, Membership
from notices.models import Category, Message
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer
from tests.notices import every_mail

# One process makes them all, once for each discretion: they are only read.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every mail")]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ALWAYS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
    *("MIME-Version", "Content-Type"),
}
LISTED = {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"}
# Mailed at once, and tested where they are sent: tests/accounts, tests/committees.
AT_ONCE = {"code", "address_changed", "recovery_code_used", "invitation", "report_answered"}
AT_ONCE |= {f"{kind}_{what}" for kind in FactorKind.values for what in ("added", "removed")}
Mails = dict[tuple[str, str], EmailMessage]
_made: dict[str, Mails] = {}


@pytest.fixture
def readers() -> dict[str, User]:
    return {code: UserFactory(language=code) for code in LANGUAGES}


@pytest.fixture
def mails(
    committee: Committee,
    coordinator: Membership,
    readers: dict[str, User],
    mail_server: MailServer,
    deliver: Callable[[Message], Message],
) -> Callable[[str], Mails]:
    """By kind and language, as a mail server took them."""

    def send(discretion: str) -> Mails:
        if discretion in _made:
            return _made[discretion]
        Committee.objects.filter(pk=committee.pk).update(discretion=discretion)
        committee.refresh_from_db()
        people = [one.pk for one in readers.values()]
        of_reader = {one.email: code for code, one in readers.items()}
        found: Mails = {}
        for message in every_mail.make(committee, coordinator):
            message.audience, message.about, message.due_at = (
                "notices.tested",
                {"users": people},
                NOW,
            )
            message.save()
            before = len(mail_server.mails)
            assert deliver(message).status == "sent"
            for envelope in mail_server.mails[before:]:
                mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
                language = of_reader[envelope.rcpt_tos[0]]
                found[message.template.replace("/email/", "-"), language] = mail  # type: ignore[assignment]
        _write(found, discretion)
        _made[discretion] = found
        return found

    return send


def _write(found: Mails, discretion: str) -> None:
    if not (folder := os.environ.get("MAILS_TO")):
        return
    for (kind, language), mail in found.items():
        place = Path(folder) / discretion / f"{kind}.{language}"
        place.parent.mkdir(parents=True, exist_ok=True)
        head = "".join(f"{name}: {value}\n" for name, value in mail.items())
        place.with_name(f"{place.name}.txt").write_text(f"{head}\n{body(mail, 'plain')}")
        place.with_name(f"{place.name}.html").write_text(body(mail, "html"))


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    assert part is not None
    return str(part.get_content())


def test_there_is_no_other_kind(mails: Callable[[str], Mails]) -> None:
    templates = Path(settings.BASE_DIR) / "templates"
    known = {
        f"{path.parts[-3]}-{path.name.removesuffix('.subject.txt')}"
        for path in templates.glob("*/email/*.subject.txt")
        if path.name.removesuffix(".subject.txt") not in AT_ONCE
    }
    assert {kind for kind, _language in mails("plain")} == known


@pytest.mark.parametrize("discretion", ["plain", "discreet"])
def test_each_has_its_headers_and_two_complete_bodies_in_each_language(
    mails: Callable[[str], Mails], discretion: str
) -> None:
    found = mails(discretion)
    assert {language for _kind, language in found} == set(LANGUAGES)
    faults = [
        f"{kind} in {language}: {fault}"
        for (kind, language), mail in found.items()
        for fault in _faults(mail, language)
    ]
    assert not faults, "\n".join(faults)


def _faults(mail: EmailMessage, language: str) -> list[str]:
    text, html = body(mail, "plain"), body(mail, "html")
    links = set(re.findall(r'href="([^"]+)"', html))
    checks = {
        "headers": set(mail.keys()) == ALWAYS | LISTED,
        "language": mail["Content-Language"] == language,
        "one recipient": len(mail["To"].addresses) == 1,
        "subject": 0 < len(mail["Subject"]) <= 200 and "\n" not in mail["Subject"],
        "subject on the line of its name": mail["Subject"] == mail["Subject"].strip(),
        "automatic": mail["Auto-Submitted"] == "auto-generated",
        "one click": mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click",
        "plain first": [one.get_content_type() for one in mail.iter_parts()]
        == ["text/plain", "text/html"],
        "no tags in the text": not re.search(r"</?[a-z]+[ >]", text),
        "no gap, no end of line in the air": not re.search(r"\n[ \t]*\n[ \t]*\n|[ \t]\n", text),
        "no template left": not re.search(r"\{[{%]|[%][(]\w", text + html),
        "lang": f'lang="{language}"' in html,
        "direction": ('dir="rtl"' in html) is (language == "ar"),
        "nothing remote": not re.search(r"<(img|script|link|iframe|form)|src=|url\(|@import", html),
        "the same links": all(
            link.replace("&amp;", "&") in text for link in links if not link.startswith("mailto:")
        ),
        "the way to stop it": "/u/" in text and "/u/" in html,
        "lines": max(len(line.encode()) for line in text.splitlines()) < 998,
    }
    return [name for name, holds in checks.items() if not holds]


def test_in_no_language_are_the_words_those_of_another(mails: Callable[[str], Mails]) -> None:
    found = mails("plain")
    for kind in {kind for kind, _language in found}:
        texts = {language: body(found[kind, language], "plain") for language in LANGUAGES}
        assert len(set(texts.values())) == len(LANGUAGES), kind
        assert re.search(r"[\u0600-\u06ff]", texts["ar"]), kind
        assert re.search(r"[\u4e00-\u9fff]", texts["zh-hans"]), kind


def test_of_a_discreet_committee_nothing_is_said(mails: Callable[[str], Mails]) -> None:
    for (kind, language), mail in mails("discreet").items():
        whole = f"{mail['From']}\n{mail['Subject']}\n{body(mail, 'plain')}\n{body(mail, 'html')}"
        for secret in every_mail.SECRETS:
            assert secret not in whole, (kind, language, secret)
        assert "Qtitle" not in f"{mail['From']}{mail['Subject']}", (kind, language)


def test_each_has_a_category_that_can_be_refused(committee: Committee, coordinator: Any) -> None:
    for message in every_mail.make(committee, coordinator):
        assert message.category in set(Category.values) - {Category.SECURITY}, message.template
