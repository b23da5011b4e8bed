"""The live endpoint, driven through its ASGI interface with a real Valkey behind it."""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

from config import live as endpoint
from core import live

Sent = list[MutableMapping[str, Any]]


async def _ask(path: str, query: str, *, until: int, during: Any = None) -> Sent:
    """Open `path`, run `during`, and leave once `until` messages were sent."""
    endpoint._hub = None
    sent: Sent = []
    enough = asyncio.Event()

    async def receive() -> MutableMapping[str, Any]:
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)
        if len(sent) >= until:
            enough.set()

    scope = {"type": "http", "path": path, "query_string": query.encode()}
    running = asyncio.ensure_future(endpoint.application(scope, receive, send))
    if during:
        while len(sent) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        await asyncio.to_thread(during)
    await asyncio.wait_for(running, 10)
    await endpoint.hub().end()
    return sent


def _states(sent: Sent) -> list[dict[str, int]]:
    bodies = [message["body"] for message in sent[1:]]
    return [json.loads(body[6:]) for body in bodies if body.startswith(b"data: ")]


def test_a_page_that_opens_late_gets_the_latest_state_at_once() -> None:
    live.publish("meeting:late", {"coming": 6})
    live.publish("meeting:late", {"coming": 7})
    sent = asyncio.run(_ask("/live/stream", f"ticket={live.ticket('meeting:late')}", until=3))
    assert sent[0]["status"] == 200
    assert _states(sent) == [{"coming": 7}]


def test_an_open_page_hears_of_a_change() -> None:
    sent = asyncio.run(
        _ask(
            "/live/stream",
            f"ticket={live.ticket('meeting:open')}",
            until=3,
            during=lambda: live.publish("meeting:open", {"coming": 9}),
        )
    )
    assert _states(sent) == [{"coming": 9}]


def test_a_page_hears_nothing_of_other_topics() -> None:
    def both() -> None:
        live.publish("meeting:other", {"coming": 1})
        live.publish("meeting:mine", {"coming": 2})

    sent = asyncio.run(
        _ask("/live/stream", f"ticket={live.ticket('meeting:mine')}", until=3, during=both)
    )
    assert _states(sent) == [{"coming": 2}]


def test_a_forged_ticket_opens_nothing() -> None:
    sent = asyncio.run(_ask("/live/stream", "ticket=meeting:x:forged", until=2))
    assert sent[0]["status"] == 403


def test_other_addresses_are_unknown_and_health_answers() -> None:
    assert asyncio.run(_ask("/live/else", "", until=2))[0]["status"] == 404
    assert asyncio.run(_ask("/live/healthz", "", until=2))[0]["status"] == 200
