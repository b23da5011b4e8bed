"""A reverse proxy as small as can be: each connection goes to the next process that answers.

What `/live/` asks for goes to the streams' processes, all else to the pages'. It looks at the first
line of a connection only.
"""

import asyncio
import threading
from collections import Counter
from contextlib import suppress

MOST = 64 * 1024


class Proxy:
    """Listens on `port` in a thread of its own until `end`; `served` counts what each port got."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.pages: list[int] = []
        self.streams: list[int] = []
        self.served: Counter[int] = Counter()
        self._asked = 0
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(port),), daemon=True)
        self._thread.start()
        assert self._is_up.wait(10)

    def end(self) -> None:
        """Cut every connection."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    async def _serve(self, port: int) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", port, limit=MOST)
        self._is_up.set()
        await self._over.wait()
        server.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            first = await reader.readuntil(b"\r\n")
            is_stream = first.split(b" ")[1].startswith(b"/live/")
            found = await self._answering(self.streams if is_stream else self.pages)
            if found is not None:
                far_reader, far_writer = found
                far_writer.write(first)
                await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))
        writer.close()

    async def _answering(
        self, ports: list[int]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """The next of these that takes a connection."""
        self._asked += 1
        for step in range(len(ports)):
            port = ports[(self._asked + step) % len(ports)]
            with suppress(OSError):
                opened = await asyncio.open_connection("127.0.0.1", port)
                self.served[port] += 1
                return opened
        return None


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await reader.read(MOST):
            writer.write(part)
            await writer.drain()
    with suppress(OSError):
        writer.close()
