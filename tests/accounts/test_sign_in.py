"""One door, one code; a known and an unknown address are answered alike."""

import re
import statistics
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import codes
from accounts.adapter import AccountAdapter
from accounts.models import Session, User
from tests import factories
from tests.accounts.conftest import ADDRESS, ask, code_in

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def test_a_known_person_signs_in_with_the_code_from_the_mail(user: User) -> None:
    client = Client()
    code = ask(client, "  SAM@Mail.Example ")
    response = client.post("/sign-in/code/", {"code": code.replace("-", " ")})
    assert response["Location"] == "/home/"
    assert client.get("/account/").context["user"] == user
    assert EmailAddress.objects.get(user=user).verified


def test_no_time_of_sign_in_is_kept_with_the_person(user: User, signed_in) -> None:
    signed_in(user)
    names = {field.name for field in User._meta.get_fields()}
    assert "last_login" not in names
    row = Session.objects.exclude(user=None).get()
    assert (row.expires_at.hour, row.expires_at.minute, row.expires_at.second) == (0, 0, 0)


def test_the_code_stands_in_the_body_and_not_in_the_subject(user: User) -> None:
    code = ask(Client(), ADDRESS)
    message = mail.outbox[0]
    assert code in message.body
    assert not re.search(r"\d", message.subject)
    assert message.to == [ADDRESS]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.extra_headers["Message-ID"].endswith("@rankandfile.example>")
    text = message.message().as_string()
    assert "127.0.0.1" not in text
    assert "List-Unsubscribe" not in text
    assert "X-Mailer" not in text


def test_a_known_and_an_unknown_address_are_answered_alike(user: User) -> None:
    answers = []
    for address in (user.email, "bob@mail.example"):
        client = Client()
        first = client.get("/sign-in/")
        with CaptureQueriesContext(connection) as queries:
            second = client.post("/sign-in/", {"address": address})
        third = client.get(second["Location"])
        body = TOKEN.sub(b"", third.content).replace(address.encode(), b"ADDRESS")
        answers.append(
            [
                first.status_code,
                second.status_code,
                second["Location"],
                sorted(second.headers),
                sorted(second.cookies),
                third.status_code,
                body,
                len(queries),
            ]
        )
    assert answers[0] == answers[1]
    known, unknown = mail.outbox
    assert known.subject == unknown.subject
    assert known.body.replace(code_in(known), "") == unknown.body.replace(code_in(unknown), "")


def test_a_known_and_an_unknown_address_are_answered_in_the_same_time(user: User) -> None:
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(30):
        known = factories.UserFactory(email=f"known{number}@mail.example").email
        for kind, address in (("known", known), ("unknown", f"other{number}@mail.example")):
            begun = time.perf_counter()
            Client().post("/sign-in/", {"address": address})
            times[kind].append(time.perf_counter() - begun)
    ratio = statistics.median(times["known"]) / statistics.median(times["unknown"])
    assert 0.75 < ratio < 1.33


def test_a_wrong_code_is_answered_alike_for_known_and_unknown(user: User) -> None:
    bodies = []
    for address in (user.email, "bob@mail.example"):
        client = Client()
        code = ask(client, address)
        wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
        response = client.post("/sign-in/code/", {"code": wrong})
        assert response.status_code == 422
        bodies.append(TOKEN.sub(b"", response.content).replace(address.encode(), b""))
    assert bodies[0] == bodies[1]


def test_the_fifth_wrong_code_ends_it_even_for_the_right_one(user: User) -> None:
    client = Client()
    code = ask(client, ADDRESS)
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    for _attempt in range(5):
        response = client.post("/sign-in/code/", {"code": wrong})
    assert "can no longer be used" in response.content.decode()
    assert client.post("/sign-in/code/", {"code": code}).status_code == 422
    assert client.post("/sign-in/code/", {"code": code}).status_code == 429


def test_guesses_sent_at_once_from_copies_of_the_session_do_not_add_up(user: User) -> None:
    client = Client()
    code = ask(client, ADDRESS)
    row = Session.objects.get()
    statuses = []
    for number in range(8):
        Session.objects.filter(pk=row.pk).update(data=row.data)  # as if none had been counted
        statuses.append(
            client.post(
                "/sign-in/code/", {"code": f"{(int(code[:4]) + 1 + number) % 10_000:04}-0000"}
            ).status_code
        )
    assert statuses[6:] == [429, 429]


def test_a_code_runs_out_after_ten_minutes(user: User) -> None:
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = Client()
        code = ask(client, ADDRESS)
        clock.move_to(start + timedelta(seconds=601))
        assert client.post("/sign-in/code/", {"code": code}).status_code == 422
        client.post("/sign-in/code/again/")
        clock.shift(599)
        response = client.post("/sign-in/code/", {"code": code_in(mail.outbox[-1])})
        assert response.status_code == 302


def test_only_the_newest_code_works_and_only_in_its_own_browser(user: User) -> None:
    client, other = Client(), Client()
    first = ask(client, ADDRESS)
    client.post("/sign-in/code/again/")
    second = code_in(mail.outbox[-1])
    assert second != first
    assert client.post("/sign-in/code/", {"code": first}).status_code == 422
    assert other.post("/sign-in/code/", {"code": second})["Location"] == "/sign-in/"
    assert client.post("/sign-in/code/", {"code": second}).status_code == 302
    client.post("/exit/")
    assert client.post("/sign-in/code/", {"code": second})["Location"] == "/sign-in/"


def test_digits_of_other_scripts_are_digits(user: User) -> None:
    client = Client()
    code = ask(client, ADDRESS)
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post("/sign-in/code/", {"code": arabic}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "",
        "no-at-sign",
        "a@b@mail.example",
        "sam@mail.example\nBcc: all@mail.example",
        "sam@mail.example\r\nSubject: x",
        "Sam <sam@mail.example>",
        "sam@mail.example,bob@mail.example",
        "a" * 10_000 + "@mail.example",
        "a" * 250 + "@mail.example",
        "sam\u202emoc@mail.example",
        "sam@mail\u202e.example",
        "صديق@mail.example",
        "😀@mail.example",
        "sam@" + "ü" * 70 + ".example",
        "sam@mail.example\0",
        "sam@[127.0.0.1]",
    ],
)
def test_what_is_no_single_address_gets_a_sentence(address: str) -> None:
    response = Client().post("/sign-in/", {"address": address})
    if address == "sam@[127.0.0.1]":  # a literal is an address by its grammar
        assert response.status_code in (302, 422)
        return
    assert response.status_code == 422
    assert response.context["form"].errors["address"]
    assert mail.outbox == []


def test_a_domain_in_other_letters_is_one_address_however_it_is_spelled() -> None:
    ask(Client(), "sam@bücher.example")
    ask(Client(), "sam@XN--BCHER-KVA.example")
    assert mail.outbox[0].to == mail.outbox[1].to == ["sam@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sam@Straße.example", "sam@xn--strae-oqa.example"),
        ("sam@βόλος.example", "sam@xn--nxasmm1c.example"),
        ("sam@بريد.example", "sam@xn--ngbof4h.example"),
        ("sam@邮件.example", "sam@xn--5nq051n.example"),
    ],
)
def test_a_code_never_goes_to_the_domain_that_older_rules_make_of_the_letters(
    typed: str, kept: str
) -> None:
    ask(Client(), typed)
    assert mail.outbox[0].to == [kept]


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("sam@lincoln.k12.ca.us", True),
        ("sam@mit.edu", True),
        ("sam@ox.ac.uk", True),
        ("sam@uni-kassel.de", True),
        ("sam@stud.example.no", True),
        ("sam@mail.example", False),
        ("edu@education.example", False),
    ],
)
def test_a_school_address_is_warned_about_and_not_refused(address: str, hint: bool) -> None:
    client = Client()
    ask(client, address)
    page = client.get("/sign-in/code/").content.decode()
    assert ("can probably read mail" in page) is hint


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_one_is_never_sent_to_another_site(user: User, elsewhere: str) -> None:
    client = Client()
    code = ask(client, ADDRESS, next=elsewhere)
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/home/"


def test_where_one_was_going_survives_the_sign_in(user: User) -> None:
    client = Client()
    form = client.get("/sign-in/?next=/account/preferences/").context["form"]
    assert form.initial["next"] == "/account/preferences/"
    code = ask(client, ADDRESS, next="/account/preferences/")
    response = client.post("/sign-in/code/", {"code": code})
    assert response["Location"] == "/account/preferences/"


def test_who_is_signed_in_goes_on_at_once(user: User, signed_in) -> None:
    assert signed_in(user).get("/sign-in/?next=/account/")["Location"] == "/account/"


def test_a_closed_account_is_told_so(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    client = Client()
    response = client.post("/sign-in/code/", {"code": ask(client, ADDRESS)})
    assert response.status_code == 403
    assert client.get("/account/").status_code == 302


def test_a_mail_server_that_is_away_gives_a_page(user: User, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = Client().post("/sign-in/", {"address": ADDRESS})
    assert response.status_code == 503
    assert "did not answer" in response.content.decode()


def test_the_pages_of_allauth_are_not_there() -> None:
    for path in ("login/", "signup/", "password/reset/", "password/change/", "email/", "logout/"):
        assert Client().get(f"/accounts/{path}").status_code == 404


def test_the_code_is_not_kept_in_words() -> None:
    pending = codes.Pending("enter", ADDRESS, "")
    client = Client()
    code = ask(client, pending.address)
    session = client.session
    assert code not in str(dict(session))
    assert code.replace("-", "") not in str(dict(session))


def test_signing_out_asks_once_and_ends_the_session(user: User, signed_in) -> None:
    client = signed_in(user)
    assert client.get("/sign-out/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/"
    assert Session.objects.filter(user=user).count() == 0


def test_the_first_visit_of_a_public_page_sets_no_cookie_and_makes_no_session() -> None:
    for path in ("/", "/elsewhere/", "/no-such-page/"):
        response = Client().get(path)
        assert not response.cookies, path
    assert Session.objects.count() == 0


def test_a_mail_server_that_goes_away_between_two_codes_gives_a_page(user: User, settings) -> None:
    client = Client()
    code = ask(client, ADDRESS)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert client.post("/sign-in/code/again/").status_code == 503
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302


def test_no_mail_of_allauths_own_can_leave() -> None:
    with pytest.raises(RuntimeError):
        AccountAdapter().send_mail("account/email/unknown_account", ADDRESS, {})
    assert mail.outbox == []
