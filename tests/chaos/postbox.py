"""A mail server as bad as real ones: slow, away, busy, full, and gone after the text was sent."""

import asyncio
import time
from email import message_from_bytes
from hashlib import sha256
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.chaos.log import Taken
from tests.ports import free_port

UNKNOWN, LATER, CUT = "unknown", "later", "cut"
_OF_A_HUNDRED = {UNKNOWN: range(1), LATER: range(1, 3), CUT: range(3, 4)}


def temper(address: str) -> str:
    """How it treats this address: one in a hundred is unknown, two come later, one is cut."""
    number = int.from_bytes(sha256(address.encode()).digest()[:4], "big") % 100
    return next((name for name, of in _OF_A_HUNDRED.items() if number in of), "")


class Postbox:
    """Keeps of each mail it took whose, which and when. An address's temper shows once a mail."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.port = free_port()
        self._shown: set[tuple[str, str]] = set()
        self._asked: set[str] = set()
        self.open()

    def open(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def shut(self) -> None:
        """Nobody answers any more."""
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        kind = temper(address)
        if kind == UNKNOWN:
            return "550 5.1.1 No such user"
        if kind == LATER and address not in self._asked:
            self._asked.add(address)
            return "451 4.7.1 Greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        (address,) = envelope.rcpt_tos
        message_id = message_from_bytes(envelope.content or b"")["Message-ID"].strip("<>")
        is_cut = temper(address) == CUT and (address, message_id) not in self._shown
        self.taken.append(Taken(address, message_id, time.monotonic(), is_answered=not is_cut))
        if is_cut:
            self._shown.add((address, message_id))
            transport = server.transport
            assert transport is not None
            transport.abort()
            await asyncio.sleep(0)
            return "421 gone"
        return "250 OK"
