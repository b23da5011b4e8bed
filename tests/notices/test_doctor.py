"""`manage.py doctor`: one line for each thing looked at, and 1 where something is missing."""

import io
import ipaddress
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from notices.doctor import domain, names
from notices.doctor.findings import Finding, good, missing
from notices.doctor.names import Dns, Names, NoDns
from notices.models import Heartbeat
from notices.operations import hearts
from tests.factories_notices import MailServer
from tests.notices.zone import serving

pytestmark = pytest.mark.django_db
Doctor = Callable[..., str]


@pytest.fixture
def doctor() -> Doctor:
    """What it prints, with the sentence of its failure at the end."""

    def run(*arguments: str) -> str:
        said = io.StringIO()
        try:
            call_command("doctor", *arguments, stdout=said)
        except CommandError as fault:
            said.write(f"FAILED: {fault}")
        return said.getvalue()

    return run


@pytest.fixture
def well(settings: Any, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    """A server that is set up, whose DNS is as it should be."""
    settings.EMAIL_URL = f"smtp://127.0.0.1:{mail_server.port}"
    settings.PUBLIC_URL = "https://committees.test"
    settings.MAIL_DOMAIN = settings.BOUNCE_DOMAIN = "committees.test"
    settings.OPERATOR_ADDRESSES = ["ops@committees.test"]
    for part in (hearts.WORKER, hearts.BEAT, hearts.TICK):
        Heartbeat.objects.create(part=part, seen_at=hearts.machine_now())

    def found(_names: Names, _dns: Dns) -> Iterator[Finding]:
        yield good("SPF", "It is published.")

    monkeypatch.setattr(domain, "look", found)
    return mail_server


def test_where_all_is_well_it_ends_well(well: MailServer, doctor: Doctor) -> None:
    said = doctor("--to", "ops@mail.example")
    assert said.endswith("Nothing is missing.\n")
    assert "to do" not in said
    (mail,) = well.mails
    assert mail.rcpt_tos == ["ops@mail.example"]
    content = mail.original_content or b""
    assert b"spf=pass" in content
    # As the product's own, or spf=pass would say nothing about those.
    assert mail.mail_from == "bounces@committees.test"
    assert b"@committees.test>" in content.split(b"Message-ID: ")[1].split(b"\r\n")[0]
    assert b"Auto-Submitted: auto-generated" in content


def test_without_an_address_no_mail_is_sent(well: MailServer, doctor: Doctor) -> None:
    assert "not looked at A test mail: Say to whom: --to ADDRESS." in doctor()
    assert well.mails == []


def test_what_is_missing_is_counted_and_said_with_what_to_do(
    well: MailServer, doctor: Doctor, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_URL = "http://committees.test"
    settings.OPERATOR_ADDRESSES = []
    settings.BOUNCE_DOMAIN = ""
    Heartbeat.objects.filter(part=hearts.WORKER).delete()
    monkeypatch.setattr(
        domain, "look", lambda *_what: iter([missing("SPF", "None.", "Publish one.")])
    )
    said = doctor()
    assert "missing       PUBLIC_URL: Links in mail" in said
    assert "to do         OPERATOR_ADDRESSES: Nobody" in said
    assert "to do         BOUNCE_DOMAIN: It is blank" in said
    assert "missing       The parts: The worker was never seen." in said
    assert "→ Publish one." in said
    assert said.endswith("FAILED: 3 missing.")


def test_one_thing_is_one(well: MailServer, doctor: Doctor, settings: Any) -> None:
    settings.PUBLIC_URL = "http://committees.test"
    assert doctor().endswith("FAILED: One thing is missing.")


def test_a_domain_that_is_nobodys_is_not_looked_up(
    well: MailServer, doctor: Doctor, settings: Any
) -> None:
    settings.MAIL_DOMAIN = "rankandfile.example"
    said = doctor()
    assert "missing       MAIL_DOMAIN: It is the example’s" in said
    assert "not looked at DNS: MAIL_DOMAIN is the example’s." in said


def test_the_demonstration_asks_nobody(doctor: Doctor, settings: Any) -> None:
    settings.EMAIL_URL = "outbox://"
    assert "not looked at Mail: EMAIL_URL is not set" in doctor()


def test_silent_name_servers_are_said(
    well: MailServer, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_what: Any) -> Iterator[Finding]:
        raise NoDns
        yield

    monkeypatch.setattr(domain, "look", silent)
    assert "missing       DNS: The name servers of this machine do not answer." in doctor()


def test_a_machine_without_name_servers_is_said(
    well: MailServer, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise names.resolver.NoResolverConfiguration

    monkeypatch.setattr(names.resolver, "Resolver", none)
    assert "missing       DNS: The name servers" in doctor()


@pytest.mark.parametrize("address", ["nobody", "a@b", "a b@mail.example"])
def test_an_address_that_is_none_is_said(address: str, doctor: Doctor) -> None:
    assert doctor("--to", address) == "FAILED: What stands after --to is no mail address."


def test_a_server_that_does_not_answer_is_said(well: MailServer, doctor: Doctor) -> None:
    well.stop()
    try:
        said = doctor("--to", "ops@mail.example")
    finally:
        well.start()
    assert "missing       The mail server: Our mail server does not answer (Connection" in said
    assert "A test mail" not in said


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("550 5.7.26 unauthenticated", "missing", "They cannot see that the mail is ours"),
        ("451 4.7.1 come again", "to do", "asked us to come again (451 4.7.1)"),
    ],
)
def test_a_test_mail_that_is_refused_has_its_reason(
    answer: str, state: str, words: str, well: MailServer, doctor: Doctor
) -> None:
    well.refuse = lambda _address, _attempt: answer
    line = next(one for one in doctor("--to", "a@b.example").splitlines() if "test mail" in one)
    assert line.startswith(state)
    assert words in line


def test_a_line_that_can_be_read_on_the_way_is_said(
    well: MailServer, doctor: Doctor, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = "127.0.0.2"  # this machine, by a name that the doctor does not know

    def opened(self: Any) -> None:
        self.connection = SimpleNamespace(quit=lambda: None)

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", opened)
    assert "to do         The mail server: Mail goes to it over a line" in doctor()
    settings.EMAIL_USE_TLS = True
    assert "over a line" not in doctor()


def test_the_names_are_those_of_the_settings(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Committees <notices@Committees.test>"
    settings.BOUNCE_DOMAIN, settings.DKIM_SELECTOR = "", "key1"
    settings.MAIL_SENT_FROM = ["192.0.2.1", "2001:db8::1"]
    found = Names.configured()
    assert (found.visible, found.envelope) == ("committees.test", "committees.test")
    assert found.sends_from == tuple(map(ipaddress.ip_address, ("192.0.2.1", "2001:db8::1")))


def test_the_mail_servers_own_addresses_are_taken_where_none_are_said(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = "mail.committees.test"

    def found(*_what: Any, **_how: Any) -> list[Any]:
        places = [("9.9.9.9", 0), ("127.0.0.1", 0), ("fe80::1%eth0", 0, 0, 0)]
        return [(0, 0, 0, "", place) for place in places]

    monkeypatch.setattr(names.socket, "getaddrinfo", found)
    assert [str(one) for one in Names.configured().sends_from] == ["9.9.9.9"]

    def unknown(*_what: Any, **_how: Any) -> list[Any]:
        raise OSError

    monkeypatch.setattr(names.socket, "getaddrinfo", unknown)
    assert Names.configured().sends_from == ()


def test_dns_is_asked_for_addresses_of_both_kinds() -> None:
    zone = {("a.test", "A"): ["192.0.2.1"], ("a.test", "AAAA"): ["2001:db8::1"]}
    with serving(zone) as dns:
        assert [str(one) for one in dns.addresses("a.test")] == ["192.0.2.1", "2001:db8::1"]


def test_a_provider_is_tried_with_a_mail_only(
    well: MailServer, doctor: Doctor, settings: Any
) -> None:
    settings.EMAIL_URL = "anymail://postmark"
    said = doctor("--to", "ops@mail.example")
    assert "not looked at The mail server: A provider is asked with the first mail" in said
    assert "good          A test mail" in said
