"""The live process: server-sent events, a bare ASGI endpoint outside Django, under `/live/`.

`uvicorn config.live:application`. It holds no database connection: a signed ticket in the address
says which topic the page may follow.
"""

import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.http import parse_cookie

from config.live_hub import Hub
from core import clock, live, logs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

logs.configure(settings.LOGGING)  # Django, which is not set up here, would do it
_hub: Hub | None = None


def hub() -> Hub:
    """This process's hub, made at the first stream."""
    global _hub
    if _hub is None:
        _hub = Hub(settings.REDIS_URL)
    return _hub


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """`/live/healthz` says that the process lives; `/live/stream?ticket=…` is a stream.

    `/live/part?ticket=…&mark=…` is a part of a page that is the same for many, where it is kept.
    """
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] != "http":
        return
    elif scope["path"] == "/live/healthz":
        await _answer(send, 200, {"live": "ok"})
    elif scope["path"] == "/live/stream":
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("ticket", [""])[0]
        topic = live.topic_of(given)
        if topic is None:
            await _answer(send, 403, {"error": "this ticket opens nothing; load the page again"})
        else:
            await _stream(topic, receive, send)
    elif scope["path"] == "/live/part":
        await _part(scope, send)
    else:
        await _answer(send, 404, {"error": "not found"})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        is_over = message["type"] == "lifespan.shutdown"
        if is_over and _hub is not None:
            await _hub.end()
        await send({"type": f"{message['type']}.complete"})
        if is_over:
            return


async def _answer(send: Send, status: int, content: dict[str, str]) -> None:
    body = json.dumps(content).encode()
    headers = [*_headers(b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _part(scope: Scope, send: Send) -> None:
    """403, and 204 where it is not written, send the page to the web process, which knows the reader."""
    given = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    ticket, mark = (given.get(name, [""])[0] for name in ("ticket", "mark"))
    part = live.part_of(ticket, _session(scope))
    if part is None:
        await _answer(send, 403, {"error": "this ticket opens nothing; load the page again"})
        return
    body = await hub().parts.find(part.key(mark))
    if body is None:
        # No fault: a browser would write a 404 into its console.
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    now = int(clock.now().timestamp() * 1000)
    headers = [
        # A part is no page: nobody is to open it as one.
        *_headers(b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-mark", mark.encode("latin-1", "replace")),
        (b"x-now", str(now).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _session(scope: Scope) -> str:
    lines = [value for name, value in scope.get("headers", ()) if name == b"cookie"]
    found: dict[str, str] = parse_cookie(b"; ".join(lines).decode("latin-1"))
    return found.get(settings.SESSION_COOKIE_NAME, "")


async def _stream(topic: str, receive: Receive, send: Send) -> None:
    """States of one topic as they come, until the page goes away."""

    async def send_part(body: bytes) -> None:
        await send({"type": "http.response.body", "body": body, "more_body": True})

    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [*_headers(b"text/event-stream"), (b"x-accel-buffering", b"no")],
        }
    )
    await send_part(b"retry: 3000\n\n")
    stream = await hub().open(topic, send_part)
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        hub().close(topic, stream)


def _headers(content_type: bytes) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", content_type),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
