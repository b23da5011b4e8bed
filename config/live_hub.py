"""One Redis subscription a process, fanned out in memory to every open stream."""

import asyncio
import contextlib
import logging
import types
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

import redis.asyncio as redis

from config.live_parts import Parts
from core.live import CHANNEL

log = logging.getLogger("rankandfile.live")
RETRY_SECONDS = 2.0
SILENCE_SECONDS = 20.0  # then a comment keeps the line open
IN_ONE_GO = 500  # streams that hear a comment before others have their turn
SILENCE = b":\n\n"
Send = Callable[[bytes], Awaitable[None]]


class Stream:
    """One open page. What it has not been sent yet is overwritten by what is newer, not queued."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: bytes | None = None
        self._sending: asyncio.Task[None] | None = None

    def put(self, part: bytes) -> None:
        """Send at once where the line takes it; else as soon as it does."""
        self._waiting = part
        if self._sending is None or self._sending.done():
            self._sending = _begin(self._flush())

    def put_comment(self) -> None:
        """Keep the line open; says nothing, so nothing that waits gives way to it."""
        if self._waiting is None:
            self.put(SILENCE)

    def end(self) -> None:
        if self._sending is not None:
            self._sending.cancel()

    async def _flush(self) -> None:
        while self._waiting is not None:
            part, self._waiting = self._waiting, None
            # A page that is gone, or a server that is ending, is no fault, and nobody else's.
            with contextlib.suppress(OSError, RuntimeError):
                await self._send(part)


class Hub:
    """Streams by topic, and the latest state of each topic that has any. Listens while one is open."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._streams: dict[str, set[Stream]] = defaultdict(set)
        self._latest: dict[str, bytes] = {}
        self._asked: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks: list[asyncio.Task[None]] = []
        self.parts = Parts(url)

    async def open(self, topic: str, send: Send) -> Stream:
        """A stream of `topic`, which is sent the latest state at once where one is known."""
        # Each by itself: one that ended for want of streams is not missed while the other sleeps.
        running: list[asyncio.Task[None] | None] = [*self._tasks] or [None, None]
        self._tasks = [
            task if task is not None and not task.done() else asyncio.create_task(work())
            for task, work in zip(running, (self._listen, self._tick), strict=True)
        ]
        stream = Stream(send)
        self._streams[topic].add(stream)
        async with self._asked[topic]:
            if topic not in self._latest:
                await self._ask([topic])
        if topic in self._latest:
            stream.put(self._latest[topic])
        return stream

    def close(self, topic: str, stream: Stream) -> None:
        stream.end()
        streams = self._streams[topic]
        streams.discard(stream)
        if not streams:
            for known in (self._streams, self._latest, self._asked):
                known.pop(topic, None)

    async def end(self) -> None:
        """Stop listening, and close the connection that listened."""
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        await self.parts.end()

    async def _ask(self, topics: list[str]) -> None:
        """Learn what was said last on these topics."""
        with contextlib.suppress(redis.RedisError, OSError):
            async with redis.from_url(self._url, socket_connect_timeout=1) as broker:
                states = await broker.mget([CHANNEL + one for one in topics])
                for topic, state in zip(topics, states, strict=True):
                    if isinstance(state, bytes):
                        self._latest[topic] = _event(state)

    async def _listen(self) -> None:
        """Hand on what is published; begin again when the broker was away."""
        while self._streams:
            try:
                async with redis.from_url(self._url) as broker, broker.pubsub() as channel:
                    await channel.psubscribe(CHANNEL + "*")
                    # What was said between the first page's question and this subscription, or
                    # while the broker was away.
                    await self._ask(list(self._streams))
                    for topic in list(self._latest):
                        self._tell(topic)
                    while self._streams:
                        await self._hand_on(channel)
            except (redis.RedisError, OSError):
                log.warning("the broker is away; streams wait")
                await asyncio.sleep(RETRY_SECONDS)

    async def _hand_on(self, channel: redis.client.PubSub) -> None:
        message = await channel.get_message(ignore_subscribe_messages=True, timeout=5.0)
        if message is None:
            return
        topic = bytes(message["channel"]).decode().removeprefix(CHANNEL)
        if topic in self._streams:
            self._latest[topic] = _event(bytes(message["data"]))
            self._tell(topic)

    def _tell(self, topic: str) -> None:
        for stream in list(self._streams.get(topic, ())):
            stream.put(self._latest[topic])

    async def _tick(self) -> None:
        """A comment to every stream now and then, so that nothing on the way closes it."""
        while self._streams:
            await asyncio.sleep(SILENCE_SECONDS)
            every = [stream for streams in self._streams.values() for stream in streams]
            for number, stream in enumerate(every, 1):
                stream.put_comment()
                if number % IN_ONE_GO == 0:
                    await asyncio.sleep(0)


def _event(state: bytes) -> bytes:
    return b"".join((b"data: ", state, b"\n\n"))


def _begin(work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
    """Run at once as far as it goes without waiting; a task only for what is left.

    Nearly always nothing is: a task for each of 9,500 streams costs more than the sending.
    Python 3.12 has this as `asyncio.eager_task_factory`.
    """
    try:
        waits_for = work.send(None)
    except StopIteration:
        return None
    return asyncio.ensure_future(_rest(work, waits_for))


@types.coroutine
def _rest(work: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """A coroutine that has begun already, as one that a task can go on with."""
    try:
        while True:
            try:
                sent = yield waits_for
            except BaseException as fault:
                waits_for = work.throw(fault)
            else:
                waits_for = work.send(sent)
    except StopIteration:
        return
