"""Parts of pages that many see alike: written by the web process, kept by the broker, handed out here."""

import asyncio
import time
from dataclasses import dataclass, field

import redis.asyncio as redis

PART_SECONDS = 1.0  # for which a part is handed out without asking the broker again
LOOK_SECONDS = 0.05  # between two questions to the broker for one that is not written yet
LEAD_SECONDS = 1.5  # within which whoever was sent to the web process has it written
WAIT_SECONDS = 3.0  # for which the others wait for that


@dataclass(slots=True)
class _Part:
    """What is known of one key; moments on the monotonic clock."""

    text: bytes | None = None
    looked_at: float = float("-inf")
    led_at: float = float("-inf")
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)


class Parts:
    """The broker's parts, each asked of it rarely, however many ask for it here."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known: dict[str, _Part] = {}
        self._broker: redis.Redis | None = None

    async def find(self, key: str) -> bytes | None:
        """The part; None for whoever is to ask the web process, or where there is no broker.

        Where it is not written yet one asker is sent to the web process, which writes it, and the
        others wait: thousands who ask within a second do not all go there.
        """
        part = self._known.get(key)
        if part is None:
            self._forget()
            part = self._known[key] = _Part()
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                async with part.looking:
                    await self._look(key, part)
            except (redis.RedisError, OSError):
                return None
            if part.text is not None:
                return part.text
            now = time.monotonic()
            if now > until or now - part.led_at >= LEAD_SECONDS:
                part.led_at = now
                return None
            await asyncio.sleep(LOOK_SECONDS)

    async def end(self) -> None:
        """Close the connection to the broker."""
        if self._broker is not None:
            await self._broker.aclose()
            self._broker = None

    async def _look(self, key: str, part: _Part) -> None:
        now = time.monotonic()
        if now - part.looked_at < (LOOK_SECONDS if part.text is None else PART_SECONDS):
            return
        self._broker = self._broker or redis.from_url(
            self._url, socket_connect_timeout=1, socket_timeout=1
        )
        found = await self._broker.get(key)
        part.text = found if isinstance(found, bytes) else None
        part.looked_at = now

    def _forget(self) -> None:
        """States that nobody asked for lately are over."""
        ago = time.monotonic() - 2 * WAIT_SECONDS
        self._known = {key: one for key, one in self._known.items() if one.looked_at > ago}
