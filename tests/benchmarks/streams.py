"""Many open pages of one meeting: `python -m tests.benchmarks.streams URL STREAMS PID`.

Opens STREAMS streams of the live process PID, publishes a state of a meeting a few times, and prints
JSON: milliseconds from the publishing to the arrival at the median and p99 of all streams, what the
process grew by for each stream, its processor time a broadcast, and the seconds that opening took.
A stream that misses a broadcast is a fault, and ends it.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import django

from tests.benchmarks import processor

BROADCASTS = 10
AT_ONCE = 100  # connections that are being opened at the same time
WAIT = 60.0
TOPIC = "meeting:benchmark"
STATE = {
    "status": "open", "present": 9_412, "needed": 941, "quorate": True, "waiting": 12,
    "speaking": 1_790_000_000_000, "vote": "x7k2m4p9q3rt", "voting": "declared", "closes": None,
    "outcome": "carried", "for": 6_021, "against": 2_877, "abstain": 514,
}  # fmt: skip


class Page(asyncio.Protocol):
    """Notes when a state arrives; reads nothing else."""

    def __init__(self, request: bytes, arrivals: dict[int, list[float]]) -> None:
        self.request, self.arrivals = request, arrivals
        self.is_open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if not self.is_open.done():
            self.is_open.set_result(data.startswith(b"HTTP/1.1 200"))
        at = data.find(b'"version":')
        if at >= 0:
            number = int(data[at + 10 : data.index(b",", at)])
            self.arrivals.setdefault(number, []).append(now)


async def main(url: str, streams: int, pid: int) -> None:
    from core import live

    parts = urlsplit(url)
    ticket = live.ticket(TOPIC)
    request = f"GET {parts.path}/stream?ticket={ticket} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
    arrivals: dict[int, list[float]] = {}
    memory = _memory(pid)
    began = time.perf_counter()
    pages = await _opened(parts, request.encode(), streams, arrivals)
    opening = time.perf_counter() - began
    await asyncio.sleep(1)
    grown = _memory(pid) - memory
    took, used = list[float](), list[float]()
    for number in range(1, BROADCASTS + 1):
        before, sent = processor.seconds(pid), time.perf_counter()
        await asyncio.to_thread(live.publish, TOPIC, {"version": number, **STATE})
        await _all_have(arrivals, number, streams)
        took += [one - sent for one in arrivals[number]]
        used.append(processor.seconds(pid) - before)
        await asyncio.sleep(0.3)
    took.sort()
    for page in pages:
        page.transport.abort()
    told = {
        "median": 1000 * took[len(took) // 2],
        "p99": 1000 * took[int(len(took) * 0.99)],
        "bytes": grown / streams,
        "cpu": 1000 * sum(used) / BROADCASTS,
        "opening": opening,
    }
    print(json.dumps(told))


async def _opened(
    parts: object, request: bytes, streams: int, arrivals: dict[int, list[float]]
) -> list[Page]:
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one() -> Page:
        async with gate:
            _transport, page = await loop.create_connection(
                lambda: Page(request, arrivals), parts.hostname, parts.port
            )
            assert await asyncio.wait_for(page.is_open, WAIT), "a stream was refused"
            return page

    return await asyncio.gather(*(one() for _stream in range(streams)))


async def _all_have(arrivals: dict[int, list[float]], number: int, streams: int) -> None:
    deadline = time.monotonic() + WAIT
    while len(arrivals.get(number, ())) < streams:
        assert time.monotonic() < deadline, f"{len(arrivals.get(number, ()))} of {streams}"
        await asyncio.sleep(0.01)


def _memory(pid: int) -> int:
    """Resident bytes of the process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
