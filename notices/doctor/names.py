"""The names under which mail leaves, as the settings have them, and DNS as receivers ask it."""

import ipaddress
import socket
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from dns import resolver, reversename
from dns.exception import DNSException

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
TIMEOUT = 5.0  # seconds for one question


class NoDns(Exception):
    """The name servers of this machine do not answer."""


@dataclass(frozen=True, slots=True)
class Names:
    """`sends_from`: the addresses from which other servers see our mail come."""

    mail: str
    visible: str
    envelope: str
    selector: str
    sends_from: tuple[Address, ...] = ()

    @classmethod
    def configured(cls) -> "Names":
        """Of the settings; where `MAIL_SENT_FROM` is blank, the addresses of the mail server."""
        visible = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
        given = [ipaddress.ip_address(one) for one in settings.MAIL_SENT_FROM]
        return cls(
            mail=settings.MAIL_DOMAIN,
            visible=visible,
            envelope=settings.BOUNCE_DOMAIN or visible,
            selector=settings.DKIM_SELECTOR,
            sends_from=tuple(given or _of_the_server()),
        )


def _of_the_server() -> list[Address]:
    host = getattr(settings, "EMAIL_HOST", "")
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM) if host else []
    except OSError:
        return []
    addresses = {ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found}
    return sorted((one for one in addresses if one.is_global), key=str)


@dataclass(frozen=True, slots=True)
class Dns:
    """Asks a resolver; what does not exist is an empty list, silence raises `NoDns`."""

    resolver: resolver.Resolver

    @classmethod
    def of_this_machine(cls) -> "Dns":
        """As the machine's own configuration says."""
        try:
            return cls(resolver.Resolver())
        except DNSException as fault:
            raise NoDns from fault

    def texts(self, name: str) -> list[str]:
        """The TXT records, their parts joined."""
        answers = self._ask(name, "TXT")
        return [b"".join(one.strings).decode("utf-8", "replace") for one in answers]

    def mail_hosts(self, name: str) -> list[str]:
        """Where mail to this domain goes, the preferred first; "." is “no mail”."""
        found = sorted(self._ask(name, "MX"), key=lambda one: int(one.preference))
        return [one.exchange.to_text(omit_final_dot=True) or "." for one in found]

    def addresses(self, name: str) -> list[Address]:
        """Both kinds."""
        found = [*self._ask(name, "A"), *self._ask(name, "AAAA")]
        return [ipaddress.ip_address(one.address) for one in found]

    def names(self, address: Address) -> list[str]:
        """The reverse names."""
        found = self._ask(reversename.from_address(str(address)).to_text(), "PTR")
        return [one.target.to_text(omit_final_dot=True) for one in found]

    def _ask(self, name: str, kind: str) -> list[Any]:
        try:
            return list(self.resolver.resolve(name, kind, lifetime=TIMEOUT))
        except (resolver.NXDOMAIN, resolver.NoAnswer):
            return []
        except (DNSException, OSError) as fault:
            raise NoDns from fault
