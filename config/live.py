"""The live process: a bare ASGI endpoint outside Django, under `/live/`.

`uvicorn config.live:application`. It holds no database connection.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def application(scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer that the process lives; every other address is unknown."""
    if scope["type"] != "http":
        return
    is_known = scope["path"] == "/live/healthz"
    body = json.dumps({"live": "ok"} if is_known else {"error": "not found"}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    status = 200 if is_known else 404
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
