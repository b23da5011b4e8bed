"""One Redis subscription a process, fanned out in memory to every open stream."""

import asyncio
import contextlib
import logging
from collections import defaultdict

import redis.asyncio as redis

from core.live import CHANNEL

log = logging.getLogger("rankandfile.live")
RETRY_SECONDS = 2.0


class Stream:
    """The newest state that one open page has not seen; older ones are overwritten, not queued."""

    def __init__(self) -> None:
        self._news: bytes | None = None
        self._is_there = asyncio.Event()

    def put(self, state: bytes) -> None:
        self._news = state
        self._is_there.set()

    async def take(self) -> bytes:
        """Wait for a state and take it."""
        await self._is_there.wait()
        self._is_there.clear()
        state, self._news = self._news, None
        return state or b""


class Hub:
    """Streams by topic. Listens while at least one stream is open."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._streams: dict[str, set[Stream]] = defaultdict(set)
        self._listener: asyncio.Task[None] | None = None

    async def open(self, topic: str) -> Stream:
        """A stream of `topic`, holding the latest state already where one is known."""
        stream = Stream()
        self._streams[topic].add(stream)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())
        latest = await self._latest(topic)
        if latest is not None:
            stream.put(latest)
        return stream

    def close(self, topic: str, stream: Stream) -> None:
        streams = self._streams[topic]
        streams.discard(stream)
        if not streams:
            del self._streams[topic]

    async def end(self) -> None:
        """Stop listening, and close the connection that listened."""
        if self._listener is not None:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listener
            self._listener = None

    async def _latest(self, topic: str) -> bytes | None:
        with contextlib.suppress(redis.RedisError, OSError):
            async with redis.from_url(self._url, socket_connect_timeout=1) as broker:
                state = await broker.get(CHANNEL + topic)
                return state if isinstance(state, bytes) else None
        return None

    async def _listen(self) -> None:
        """Hand on what is published; begin again when the broker was away."""
        while self._streams:
            try:
                async with redis.from_url(self._url) as broker, broker.pubsub() as channel:
                    await channel.psubscribe(CHANNEL + "*")
                    for topic, streams in list(self._streams.items()):
                        latest = await self._latest(topic)
                        if latest is not None:
                            for stream in streams:
                                stream.put(latest)
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
        for stream in list(self._streams.get(topic, ())):
            stream.put(bytes(message["data"]))
