"""SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), MX and reverse names, as receivers see them."""

import base64
import binascii
import ipaddress
from collections.abc import Iterator
from typing import Any

from checkdmarc.dmarc import check_dmarc
from checkdmarc.spf import check_spf
from checkdmarc.utils import get_base_domain
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from notices.doctor.findings import Finding, good, missing, to_do
from notices.doctor.names import Address, Dns, Names

SHORTEST_KEY, GOOD_KEY = 1024, 2048  # bits
_ED25519 = 32  # bytes of a bare key (RFC 8463)


def look(names: Names, dns: Dns) -> Iterator[Finding]:
    """Each record once; `NoDns` where nobody answers."""
    yield from spf(names, dns)
    yield from dkim(names, dns)
    yield from dmarc(names, dns)
    yield from returns(names, dns)
    yield from reverse(names, dns)


def spf(names: Names, dns: Dns) -> Iterator[Finding]:
    """That of the envelope's domain, which is where receivers look."""
    about = f"SPF of {names.envelope}"
    dns.texts(names.envelope)  # raises where nobody answers, which the library would call missing
    record = _spf_record(names)
    found: dict[str, Any] = check_spf(names.envelope, resolver=dns.resolver)
    if not found["valid"]:
        sentence = str(found["error"])
        yield missing(about, f"Receivers cannot use it: {sentence}", f"Publish: {record}")
        return
    end = _end_of(found["parsed"])
    if end in ("pass", "neutral", ""):
        yield to_do(
            about,
            "It allows anybody to send in your name." if end == "pass" else "It forbids nobody.",
            "End it with “-all”.",
        )
    else:
        yield good(about, f"It is published, and takes {found['dns_lookups']} of 10 lookups.")
    allowed = list(_allowed(found["parsed"], dns))
    for address in names.sends_from:
        if any(address in network for network in allowed):
            yield good(about, f"It allows {address}.")
        else:
            yield missing(
                about,
                f"It does not allow {address}, from which your mail comes.",
                f"Add {_mechanism(address)} before its “all”.",
            )


def _end_of(parsed: dict[str, Any]) -> str:
    if parsed["redirect"]:
        inner = parsed["redirect"]["parsed"]
        return _end_of(inner) if inner else ""
    return str(parsed["all"] or "")


def _allowed(
    parsed: dict[str, Any], dns: Dns
) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The networks that pass; depth and number are bounded by what the library has read."""
    for one in parsed["mechanisms"]:
        if one["action"] != "pass":
            continue
        if one["mechanism"] in ("ip4", "ip6"):
            yield ipaddress.ip_network(one["value"], strict=False)
        elif one["mechanism"] == "include" and one.get("parsed"):
            yield from _allowed(one["parsed"], dns)
        for address in one.get("addresses", ()):
            yield ipaddress.ip_network(address)
        for host in one.get("hosts", ()):
            for found in dns.addresses(host["hostname"]):
                yield ipaddress.ip_network(str(found))
    if parsed["redirect"] and parsed["redirect"]["parsed"]:
        yield from _allowed(parsed["redirect"]["parsed"], dns)


def _spf_record(names: Names) -> str:
    allowed = " ".join(_mechanism(one) for one in names.sends_from) or "ip4:ADDRESS"
    return f'{names.envelope}. TXT "v=spf1 {allowed} -all"'


def _mechanism(address: Address) -> str:
    return f"ip{address.version}:{address}"


def dkim(names: Names, dns: Dns) -> Iterator[Finding]:
    """The key that the mail server signs with, at the configured selector."""
    if not names.selector:
        yield to_do(
            f"DKIM of {names.visible}",
            "No selector is configured, so its key cannot be looked up.",
            "Let your mail server sign mail, and set DKIM_SELECTOR to the selector it uses.",
        )
        return
    place = f"{names.selector}._domainkey.{names.visible}"
    about = f"DKIM at {place}"
    records = [one for one in dns.texts(place) if "p=" in one]
    if len(records) != 1:
        yield missing(
            about,
            "There is more than one key." if records else "There is no key.",
            f'Publish the one your mail server signs with: {place}. TXT "v=DKIM1; k=rsa; p=KEY"',
        )
        return
    yield _key(about, _tags(records[0]))


def _key(about: str, tags: dict[str, str]) -> Finding:
    again = "Publish the key again as your mail server prints it, in one piece or in quoted parts."
    if not tags.get("p"):
        return missing(about, "The key is empty, which means that it was revoked.", again)
    try:
        key = base64.b64decode(tags["p"], validate=True)
        if tags.get("k", "rsa") == "ed25519":
            if len(key) != _ED25519:
                return missing(about, "The key is not one of Ed25519.", again)
            return to_do(
                about,
                "The key is one of Ed25519, which many receivers do not know yet.",
                "Sign with an RSA key of 2,048 bits, too.",
            )
        loaded = load_der_public_key(key)
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        return missing(about, "The key cannot be read.", again)
    if not isinstance(loaded, RSAPublicKey):
        return missing(about, "The key is not of the kind that it says.", again)
    if loaded.key_size < SHORTEST_KEY:
        return missing(about, f"The key has {loaded.key_size} bits: receivers pass it over.", again)
    if loaded.key_size < GOOD_KEY:
        sentence = f"The key has {loaded.key_size} bits."
        return to_do(about, sentence, f"Make one of {GOOD_KEY} bits when you change it.")
    if "y" in tags.get("t", "").split(":"):
        return to_do(about, "The key says that you are only trying (t=y).", "Take “t=y” away.")
    return good(about, f"There is an RSA key of {loaded.key_size} bits.")


def _tags(record: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in record.split(";") if "=" in one)
    return {name.strip(): "".join(value.split()) for name, _is, value in pairs}


def dmarc(names: Names, dns: Dns) -> Iterator[Finding]:
    """The policy of the visible domain, and whether the envelope's is aligned with it."""
    about = f"DMARC of {names.visible}"
    found: dict[str, Any] = check_dmarc(names.visible, resolver=dns.resolver)
    if not found["valid"]:
        yield missing(
            about,
            f"Receivers cannot use it: {found['error']}",
            f'Publish: _dmarc.{names.visible}. TXT "v=DMARC1; p=quarantine;'
            f' rua=mailto:postmaster@{names.visible}"',
        )
        return
    tags = {name: one["value"] for name, one in found["tags"].items()}
    if tags["p"] == "none":
        yield to_do(
            about,
            "Its policy is “none”: who writes in your name is let through.",
            "Once the reports show only your own servers, set “p=quarantine”.",
        )
    else:
        yield good(about, f"Its policy is “{tags['p']}”.")
    if "rua" not in tags:
        advice = f"Add “rua=mailto:postmaster@{names.visible}”."
        yield to_do(about, "Nobody gets the receivers’ reports.", advice)
    yield _alignment(names, strict=tags["aspf"] == "s")


def _alignment(names: Names, *, strict: bool) -> Finding:
    about = f"Alignment of {names.envelope} with {names.visible}"
    is_same = names.envelope == names.visible
    if is_same or (
        not strict and get_base_domain(names.envelope) == get_base_domain(names.visible)
    ):
        return good(about, "SPF counts for DMARC.")
    return to_do(
        about,
        "The return path is of another domain, so that SPF does not count for DMARC.",
        f"Set BOUNCE_DOMAIN to {'' if strict else 'a name below '}{names.visible}, or rely on DKIM.",
    )


def returns(names: Names, dns: Dns) -> Iterator[Finding]:
    """Whether bounces find their way, and mails that ask for no more (`unsubscribe@`)."""
    coming: dict[str, list[str]] = {names.envelope: ["Bounces"]}
    coming.setdefault(names.mail, []).append("Requests to stop mail")
    for name, what in coming.items():
        yield _way_in(name, " and ".join(what), dns)


def _way_in(name: str, what: str, dns: Dns) -> Finding:
    about = f"MX of {name}"
    hosts = dns.mail_hosts(name)
    if not hosts or hosts == ["."]:
        return missing(
            about,
            f"{what} have nowhere to go, and many servers refuse mail from such a domain.",
            f"Publish: {name}. MX 10 YOUR-MAIL-SERVER.",
        )
    if lost := [one for one in hosts if not dns.addresses(one)]:
        advice = "Give it an A record, or name another server."
        return missing(about, f"{lost[0]} has no address.", advice)
    return good(about, f"{what} go to {hosts[0]}.")


def reverse(names: Names, dns: Dns) -> Iterator[Finding]:
    """Large receivers refuse a server whose address has no name that leads back to it."""
    if not names.sends_from:
        yield to_do(
            "The sending address",
            "From which address other servers see your mail come is not known, so that SPF was not "
            "held against it, and no reverse name looked up.",
            "Set MAIL_SENT_FROM to it.",
        )
    for address in names.sends_from:
        about = f"Reverse name of {address}"
        found = dns.names(address)
        if any(address in dns.addresses(name) for name in found):
            yield good(about, f"It is {found[0]}, and leads back.")
        else:
            yield missing(
                about,
                f"{found[0]} does not lead back to it." if found else "It has no name.",
                "Set it where you rent the server (PTR, “reverse DNS”), and publish the same name.",
            )
