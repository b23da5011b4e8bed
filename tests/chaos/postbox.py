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

UNKNOWN, LATER, CUT, SLOW = "unknown", "later", "cut", "slow"
_OF_A_HUNDRED = {UNKNOWN: range(1), LATER: range(1, 3), CUT: range(3, 4), SLOW: range(4, 5)}
SLOW_SECONDS = 0.3
HANGS, BUSY = "hangs", "busy"


def temper(address: str) -> str:
    """How it treats this address: one in a hundred is unknown, two come later, one is cut, one slow."""
    number = int.from_bytes(sha256(address.encode()).digest()[:4], "big") % 100
    return next((name for name, of in _OF_A_HUNDRED.items() if number in of), "")


class Postbox:
    """Keeps of each mail it took whose, which and when. An address's temper shows once a mail.

    `mood` is how it treats everybody for a while: `HANGS` says nothing, not even of a mail that it
    took; `BUSY` asks each to come later.
    """

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.mood = ""
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

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, _envelope: Envelope, name: str, replies: list[str]
    ) -> list[str]:
        if self.mood == HANGS:
            await self._hang(server)
        session.host_name = name
        return replies

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.mood == HANGS:
            return await self._hang(server)
        if self.mood == BUSY:
            return "451 4.3.2 Not now"
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
        if self.mood == HANGS:
            self._take(address, message_id, is_answered=False)
            return await self._hang(server)
        kind = temper(address)
        if kind == CUT and (address, message_id) not in self._shown:
            self._shown.add((address, message_id))
            self._take(address, message_id, is_answered=False)
            return _cut(server)
        if kind == SLOW:
            try:
                await asyncio.sleep(SLOW_SECONDS)
            except asyncio.CancelledError:  # nobody is at the other end any more
                self._take(address, message_id, is_answered=False)
                raise
        self._take(address, message_id, is_answered=True)
        return "250 OK"

    def _take(self, address: str, message_id: str, *, is_answered: bool) -> None:
        self.taken.append(Taken(address, message_id, time.monotonic(), is_answered))

    async def _hang(self, server: SMTP) -> str:
        while self.mood == HANGS:
            await asyncio.sleep(0.05)
        return _cut(server)


def _cut(server: SMTP) -> str:
    if server.transport is not None:
        server.transport.abort()
    return "421 gone"
