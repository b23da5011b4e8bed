"""What stands in a mail, header by header, as it arrived at a real server."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import gethostname
from typing import Any

import pytest

from accounts import return_paths
from accounts.models import User
from notices import tokens
from notices.models import Message
from notices.rendering import paragraphs
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer

pytestmark = pytest.mark.django_db
Arrived = Callable[..., EmailMessage]
HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Subject",
    "From",
    "To",
    "Message-ID",
    "Date",
    "Auto-Submitted",
    "Content-Language",
}
LIST_HEADERS = {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"}
NASTY = [
    "Hello\r\nBcc: victim@mail.example",
    "Hello\nX-Evil: 1",
    "Hello\x01\x0b\x85\u2028World",
    "\u202eevil\u202c",
    "=?utf-8?q?Bcc:_x?=",
    "ن" * 300,
    "🏴" * 150,
    '"<script>alert(1)</script>"',
]


@pytest.fixture
def arrived(
    mail_server: MailServer,
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
) -> Arrived:
    def send(user: User | None = None, **fields: object) -> EmailMessage:
        deliver(message_to([user or UserFactory()], **fields))
        content = mail_server.mails[-1].original_content
        assert content is not None
        return message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]

    return send


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_that_may_be_refused_has_exactly_these_headers(arrived: Arrived) -> None:
    mail = arrived(sender="Springfield Committee", scope="abc")
    assert set(mail.keys()) == HEADERS | LIST_HEADERS
    assert mail["From"] == "Springfield Committee <notices@rankandfile.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "abc" not in mail["List-Id"]
    assert mail["Date"].datetime == NOW


def test_security_mail_has_no_list_headers_and_no_link_to_stop_it(arrived: Arrived) -> None:
    mail = arrived(category="security")
    assert set(mail.keys()) == HEADERS
    assert "/u/" not in body(mail, "plain") + body(mail, "html")


@pytest.mark.parametrize("category", ["meetings", "security"])
def test_each_reader_has_a_return_path_and_all_see_one_sender(
    arrived: Arrived, mail_server: MailServer, category: str
) -> None:
    people = [UserFactory(), UserFactory(email='"odd name"@mail.example')]
    for user in people:
        mail = arrived(user, category=category)
        path = mail_server.mails[-1].mail_from
        assert path == return_paths.of(user)
        assert return_paths.owner(path or "") == user
        assert mail["From"].addresses[0].addr_spec == "notices@rankandfile.example"
        assert "bounces" not in mail.as_string()
    assert mail_server.mails[0].mail_from != mail_server.mails[1].mail_from


def test_bounces_may_have_a_domain_of_their_own_or_none(
    arrived: Arrived, mail_server: MailServer, settings: Any
) -> None:
    settings.BOUNCE_DOMAIN = "bounces.rankandfile.example"
    arrived()
    assert str(mail_server.mails[-1].mail_from).endswith("@bounces.rankandfile.example")
    settings.BOUNCE_DOMAIN = ""
    mail = arrived()
    assert mail_server.mails[-1].mail_from == "notices@rankandfile.example"
    assert mail["From"].addresses[0].addr_spec == "notices@rankandfile.example"
    assert return_paths.without_account() == "notices@rankandfile.example"


def test_nothing_names_the_machine(arrived: Arrived, mail_server: MailServer) -> None:
    mail = arrived()
    assert mail_server.greeted_by == "rankandfile.example"
    assert mail["Message-ID"].endswith("@rankandfile.example>")
    # A short name can stand in a token by chance.
    heads = " ".join(f"{name}: {value}" for name, value in mail.items() if "Unsub" not in name)
    assert not re.search(rf"[@. ]{re.escape(gethostname())}\b", heads)


def test_list_id_is_the_same_for_a_committee_and_differs_between_two(arrived: Arrived) -> None:
    one, again, other = (arrived(scope=scope)["List-Id"] for scope in ("abc", "abc", "xyz"))
    assert one == again != other


def test_the_link_to_stop_it_is_in_the_header_and_both_bodies(arrived: Arrived) -> None:
    user = UserFactory()
    mail = arrived(user, scope="abc")
    link = tokens.link(tokens.make(user, "meetings", "abc"))
    assert f"<{link}>" in mail["List-Unsubscribe"]
    assert "<mailto:unsubscribe@rankandfile.example?subject=" in mail["List-Unsubscribe"]
    assert link in body(mail, "plain")
    assert f'href="{link}"' in body(mail, "html")


def test_two_readers_of_one_rendering_get_their_own_links(
    mail_server: MailServer,
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
) -> None:
    people = [UserFactory(), UserFactory()]
    deliver(message_to(people))
    for one, envelope in zip(people, mail_server.mails, strict=True):
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert tokens.make(one, "meetings", "") in body(mail, "plain")  # type: ignore[arg-type]


def test_the_text_is_not_escaped_and_its_twin_is(arrived: Arrived) -> None:
    mail = arrived(sender="Tom & <b>Co</b>", context={"note": "1 < 2"})
    assert "Hello from Tom & <b>Co</b> & all." in body(mail, "plain")
    html = body(mail, "html")
    assert "Tom &amp; &lt;b&gt;Co&lt;/b&gt;" in html
    assert 'href="http://127.0.0.1:8000/meetings/?a=1&amp;b=2"' in html
    assert "<b>" not in html


def test_a_twin_loads_nothing_from_anywhere(arrived: Arrived) -> None:
    html = body(arrived(), "html")
    remote = ("<img", "<script", "<link", "src=", "@import", "url(", "@font-face", "background=")
    assert not any(word in html for word in remote)
    assert "http" not in html.split("<style>")[1].split("</style>")[0]


def test_a_discreet_committee_is_not_named_in_the_sender(arrived: Arrived) -> None:
    mail = arrived(sender="Springfield Strike Committee", context={"discreet": True})
    assert "Springfield" not in str(mail["From"])
    assert "Rank & File" in str(mail["From"])


def test_the_reader_gets_their_language_and_else_the_committees(arrived: Arrived) -> None:
    assert arrived(UserFactory(language="ar"))["Content-Language"] == "ar"
    assert 'dir="rtl"' in body(arrived(UserFactory(language="ar")), "html")
    spanish = {"language": "es"}
    assert arrived(UserFactory(language=""), context=spanish)["Content-Language"] == "es"
    assert arrived(UserFactory(language="en"), context=spanish)["Content-Language"] == "en"
    assert arrived(UserFactory(language="xx"))["Content-Language"] == "en"


def test_a_time_is_shown_on_campus_and_where_the_reader_is(arrived: Arrived) -> None:
    context = {
        "starts_at": (NOW + timedelta(days=30)).isoformat(),
        "campus_zone": "America/New_York",
        "timezone": "America/New_York",
    }
    here = body(arrived(UserFactory(timezone="Europe/Berlin"), context=context), "plain")
    assert "Friday 3 April 2026, 08:00 (America/New_York)" in here
    assert "for you Friday 3 April, 14:00 (Europe/Berlin)" in here
    same = body(arrived(UserFactory(timezone=""), context=context), "plain")
    assert "08:00 (America/New_York)" in same
    assert "for you" not in same


def test_an_unknown_zone_of_a_committee_stops_no_mail(arrived: Arrived) -> None:
    assert arrived(context={"timezone": "Nowhere/../x"})["Subject"] == "Meeting on Friday"


@pytest.mark.parametrize("text", NASTY)
def test_nothing_typed_reaches_another_header(arrived: Arrived, text: str) -> None:
    mail = arrived(sender=text[:150], context={"title": text})
    assert set(mail.keys()) == HEADERS | LIST_HEADERS
    assert len(mail["From"].addresses) == 1
    assert mail["From"].addresses[0].addr_spec == "notices@rankandfile.example"
    for header in ("Subject", "From"):
        assert not set(str(mail[header])) & set("\r\n\x01\x0b\x85\u2028\u202e")


def test_a_subject_of_any_letters_arrives_as_it_was_typed(arrived: Arrived) -> None:
    for title in ("اجتماع يوم الجمعة", "集会 🚩 vendredi", "Cafe\u0301 & co"):
        assert arrived(context={"title": title})["Subject"] == title


@pytest.mark.parametrize(
    "typed",
    [
        "=?utf-8?Q?evil?=",
        "Vote =?utf-8?B?ZXZpbA==?= now",
        "=?utf-8?q?é?= " + "long " * 30 + "end",
        "a=?b",
    ],
)
def test_what_looks_encoded_is_shown_as_it_was_typed(arrived: Arrived, typed: str) -> None:
    mail = arrived(sender=typed[:70], context={"title": typed})
    assert mail["Subject"] == typed
    assert mail["From"].addresses[0].display_name == typed[:70].strip()


def test_what_only_one_copy_says_reaches_that_one(
    mail_server: MailServer,
    message_to: Callable[..., Message],
    deliver: Callable[[Message], Message],
) -> None:
    people = [UserFactory(), UserFactory()]
    extra = {str(people[0].pk): {"note": "for the first"}}
    deliver(message_to(people, about={"extra": extra}))
    first, second = (mail.original_content or b"" for mail in mail_server.mails)
    assert b"for the first" in first
    assert b"for the first" not in second


def test_the_one_thing_asked_and_a_code_stand_out_in_the_twin() -> None:
    text = "Hello:\nhttp://127.0.0.1:8000/a/?b=1&c=2\n\n    123 456\n\nhttp://127.0.0.1:8000/u/x/"
    asked, code, other = paragraphs(text)
    address = "http://127.0.0.1:8000/a/?b=1&amp;c=2"
    assert (
        asked
        == f'Hello:<br><a class="act" dir="ltr" href="{address}"><strong>{address}</strong></a>'
    )
    assert code == '<strong class="code">123 456</strong>'
    assert 'class="act"' not in other
    assert 'href="http://127.0.0.1:8000/u/x/"' in other


def test_a_link_that_a_member_wrote_is_never_what_a_mail_asks_for() -> None:
    assert "act" not in paragraphs("Purpose:\nhttps://elsewhere.example/a")[0]
