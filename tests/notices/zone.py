"""A name server on this machine, as small as one can be: it answers from a dictionary."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from notices.doctor.names import Dns

Zone = dict[tuple[str, str], list[str]]  # ("good.test", "MX"): ["10 mx.good.test."]


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, socket = self.request
        asked = dns.message.from_wire(data)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        question = asked.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        server: Any = self.server
        if values := server.zone.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *values))
        elif not any(known == name for known, _kind in server.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        socket.sendto(answer.to_wire(), self.client_address)


@contextmanager
def serving(zone: Zone) -> Iterator[Dns]:
    """DNS in which only this exists."""
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Handler) as server:
        server.zone = zone  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Dns(resolver_at(server.server_address[1]))
        finally:
            server.shutdown()
            thread.join()


def resolver_at(port: int) -> dns.resolver.Resolver:
    """Asks this port, and nobody else."""
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], port
    return resolver
