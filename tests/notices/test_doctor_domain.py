"""The doctor reads DNS as receivers do: what is missing, and the record that mends it."""

import base64
import ipaddress
import secrets
from collections.abc import Callable, Iterator

import pytest
from checkdmarc import utils
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from notices.doctor import domain, names
from notices.doctor.findings import Finding, State
from notices.doctor.names import Dns, Names, NoDns
from tests.notices.zone import Zone, resolver_at, serving
from tests.ports import free_port

OURS = ipaddress.ip_address("192.0.2.1")


def der(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(public).decode()


KEYS = {bits: der(rsa.generate_private_key(65537, bits)) for bits in (1024, 2048)}
CURVE = der(ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    utils.DNS_CACHE.clear()
    yield
    utils.DNS_CACHE.clear()


@pytest.fixture
def name() -> str:
    return f"{secrets.token_hex(4)}.example"


@pytest.fixture
def ours(name: str) -> Names:
    return Names(name, name, name, "key1", (OURS,))


def txt(text: str) -> list[str]:
    """In parts of at most 255 bytes, as a zone file has it."""
    return [" ".join(f'"{text[at : at + 250]}"' for at in range(0, len(text), 250))]


def well(name: str) -> Zone:
    """A zone with which mail arrives."""
    return {
        (name, "TXT"): txt("v=spf1 ip4:192.0.2.0/28 mx -all"),
        (name, "MX"): [f"10 mx.{name}."],
        (f"mx.{name}", "A"): ["192.0.2.7"],
        (f"key1._domainkey.{name}", "TXT"): txt(f"v=DKIM1; k=rsa; p={KEYS[2048]}"),
        (f"_dmarc.{name}", "TXT"): txt(f"v=DMARC1; p=quarantine; rua=mailto:postmaster@{name}"),
        ("1.2.0.192.in-addr.arpa", "PTR"): [f"out.{name}."],
        (f"out.{name}", "A"): ["192.0.2.1"],
    }


def look(what: Callable[[Names, Dns], Iterator[Finding]], ours: Names, zone: Zone) -> list[Finding]:
    with serving(zone) as dns:
        return list(what(ours, dns))


def states(found: list[Finding]) -> list[str]:
    return [one.state.value for one in found]


def test_where_all_is_well_it_says_so(ours: Names, name: str) -> None:
    found = look(domain.look, ours, well(name))
    assert {one.state for one in found} == {State.GOOD}
    said = " ".join(f"{one.about}: {one.sentence}" for one in found)
    for word in ("SPF", "2048", "quarantine", f"mx.{name}", "leads back"):
        assert word in said


def test_where_nothing_is_published_it_says_what_to_publish(ours: Names, name: str) -> None:
    found = look(domain.look, ours, {})
    assert {one.state for one in found} == {State.MISSING}
    advice = " ".join(one.advice for one in found)
    assert f'{name}. TXT "v=spf1 ip4:192.0.2.1 -all"' in advice
    assert f'key1._domainkey.{name}. TXT "v=DKIM1; k=rsa; p=KEY"' in advice
    assert f'_dmarc.{name}. TXT "v=DMARC1; p=quarantine;' in advice
    assert f"{name}. MX 10 YOUR-MAIL-SERVER." in advice


@pytest.mark.parametrize(
    ("record", "expected", "word"),
    [
        ("v=spf1 ip4:192.0.2.1 -all", ["good", "good"], "0 of 10"),
        ("v=spf1 ip4:192.0.2.1 ~all", ["good", "good"], "0 of 10"),
        ("v=spf1 ip4:192.0.2.1 ?all", ["to do", "good"], "forbids nobody"),
        ("v=spf1 ip4:192.0.2.1", ["to do", "good"], "forbids nobody"),
        ("v=spf1 +all", ["to do", "missing"], "anybody"),
        ("v=spf1 ip4:198.51.100.9 -all", ["good", "missing"], "Add ip4:192.0.2.1"),
        ("v=spf1 -ip4:192.0.2.1 -all", ["good", "missing"], "does not allow"),
        ("v=spf1 ip4:192.0.2.300 -all", ["missing"], "cannot use"),
        ("v=spf1 a:host.NAME -all", ["good", "good"], "allows 192.0.2.1"),
        ("v=spf1 mx:NAME -all", ["good", "missing"], "1 of 10"),
        ("v=spf1 include:inner.NAME -all", ["good", "good"], "allows 192.0.2.1"),
        ("v=spf1 include:gone.NAME -all", ["missing"], "cannot use"),
        ("v=spf1 redirect=inner.NAME", ["good", "good"], "allows 192.0.2.1"),
    ],
)
def test_spf(ours: Names, name: str, record: str, expected: list[str], word: str) -> None:
    zone = well(name) | {
        (name, "TXT"): txt(record.replace("NAME", name)),
        (f"host.{name}", "A"): ["192.0.2.1"],
        (f"inner.{name}", "TXT"): txt("v=spf1 ip4:192.0.2.1 ~all"),
    }
    found = look(domain.spf, ours, zone)
    assert states(found) == expected
    assert word in " ".join(f"{one.sentence} {one.advice}" for one in found)


def test_more_than_ten_lookups_are_too_many(ours: Names, name: str) -> None:
    many = [f"include:part{number}.{name}" for number in range(11)]
    zone: Zone = {(name, "TXT"): txt(f"v=spf1 {' '.join(many)} -all")}
    zone |= {
        (f"part{number}.{name}", "TXT"): txt("v=spf1 ip4:192.0.2.1 -all") for number in range(11)
    }
    (found,) = look(domain.spf, ours, zone)
    assert found.state is State.MISSING
    assert "11/10" in found.sentence


def test_two_records_of_spf_are_none(ours: Names, name: str) -> None:
    zone: Zone = {(name, "TXT"): ['"v=spf1 -all"', '"v=spf1 mx -all"']}
    assert states(look(domain.spf, ours, zone)) == ["missing"]


@pytest.mark.parametrize(
    ("record", "expected", "word"),
    [
        (f"v=DKIM1; p={KEYS[2048]}", "good", "2048 bits"),
        (f"v=DKIM1; k=rsa; p={KEYS[1024]}", "to do", "1024 bits"),
        (f"v=DKIM1; t=y; p={KEYS[2048]}", "to do", "only trying"),
        ("v=DKIM1; p=", "missing", "revoked"),
        ("v=DKIM1; p=QUJD", "missing", "cannot be read"),
        ("v=DKIM1; p=%%%", "missing", "cannot be read"),
        (f"v=DKIM1; p={CURVE}", "missing", "not of the kind"),
        (f"v=DKIM1; k=ed25519; p={base64.b64encode(bytes(32)).decode()}", "to do", "Ed25519"),
        ("v=DKIM1; k=ed25519; p=QUJD", "missing", "not one of Ed25519"),
        ("v=DKIM1", "missing", "no key"),
    ],
    ids=lambda words: words[:12],  # keys are made anew: two processes must name the tests alike
)
def test_dkim(ours: Names, name: str, record: str, expected: str, word: str) -> None:
    (found,) = look(domain.dkim, ours, {(f"key1._domainkey.{name}", "TXT"): txt(record)})
    assert found.state.value == expected
    assert word in found.sentence


def test_a_key_that_is_too_short_is_none(
    ours: Names, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domain, "SHORTEST_KEY", 2048)
    zone: Zone = {(f"key1._domainkey.{name}", "TXT"): txt(f"p={KEYS[1024]}")}
    (found,) = look(domain.dkim, ours, zone)
    assert (found.state, "pass it over" in found.sentence) == (State.MISSING, True)


def test_two_keys_at_one_selector_are_none(ours: Names, name: str) -> None:
    zone: Zone = {(f"key1._domainkey.{name}", "TXT"): ['"p=QUJD"', '"p=QUJE"']}
    (found,) = look(domain.dkim, ours, zone)
    assert (found.state, found.sentence) == (State.MISSING, "There is more than one key.")


def test_without_a_selector_the_key_is_not_looked_for(name: str) -> None:
    (found,) = look(domain.dkim, Names(name, name, name, ""), {})
    assert (found.state, "DKIM_SELECTOR" in found.advice) == (State.TO_DO, True)


@pytest.mark.parametrize(
    ("record", "envelope", "expected"),
    [
        ("v=DMARC1; p=reject; rua=mailto:a@NAME", "NAME", ["good", "good"]),
        ("v=DMARC1; p=none; rua=mailto:a@NAME", "NAME", ["to do", "good"]),
        ("v=DMARC1; p=reject", "bounces.NAME", ["good", "to do", "good"]),
        ("v=DMARC1; p=reject; aspf=s; rua=mailto:a@NAME", "bounces.NAME", ["good", "to do"]),
        ("v=DMARC1; p=reject; rua=mailto:a@NAME", "other.example", ["good", "to do"]),
        ("v=DMARC1; p=perhaps", "NAME", ["missing"]),
        ("v=spf1 -all", "NAME", ["missing"]),
    ],
)
def test_dmarc(name: str, record: str, envelope: str, expected: list[str]) -> None:
    zone = well(name) | {(f"_dmarc.{name}", "TXT"): txt(record.replace("NAME", name))}
    found = look(domain.dmarc, Names(name, name, envelope.replace("NAME", name), "key1"), zone)
    assert states(found) == expected


def test_bounces_need_a_server_that_exists(ours: Names, name: str) -> None:
    assert states(look(domain.returns, ours, {(name, "MX"): ["0 ."]})) == ["missing"]
    (found,) = look(domain.returns, ours, {(name, "MX"): [f"10 gone.{name}."]})
    assert found.sentence == f"gone.{name} has no address."


def test_requests_to_stop_mail_need_one_too(name: str) -> None:
    apart = Names(name, name, f"bounces.{name}", "key1", (OURS,))
    zone = well(name) | {(f"bounces.{name}", "MX"): [f"10 mx.{name}."]}
    bounces, requests = look(domain.returns, apart, zone)
    assert bounces.sentence == f"Bounces go to mx.{name}."
    assert requests.sentence == f"Requests to stop mail go to mx.{name}."
    del zone[(name, "MX")]
    assert states(look(domain.returns, apart, zone)) == ["good", "missing"]


def test_where_the_sending_address_is_not_known_it_is_asked_for(name: str) -> None:
    (found,) = look(domain.reverse, Names(name, name, name, "key1"), well(name))
    assert (found.state, "MAIL_SENT_FROM" in found.advice) == (State.TO_DO, True)


def test_the_reverse_name_must_lead_back(ours: Names, name: str) -> None:
    zone: Zone = {("1.2.0.192.in-addr.arpa", "PTR"): [f"out.{name}."]}
    (found,) = look(domain.reverse, ours, zone)
    assert found.sentence == f"out.{name} does not lead back to it."
    (found,) = look(domain.reverse, ours, {})
    assert found.sentence == "It has no name."


def test_silence_is_told_from_absence(ours: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "TIMEOUT", 0.3)
    with pytest.raises(NoDns):
        list(domain.look(ours, Dns(resolver_at(free_port()))))
