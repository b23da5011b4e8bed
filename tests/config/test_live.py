"""The live endpoint, driven through its ASGI interface with a real Valkey behind it."""

import asyncio
import json
import time
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode

import pytest

from config import live as endpoint
from config.live_parts import Parts
from core import live

Sent = list[MutableMapping[str, Any]]


async def _ask(path: str, query: str, *, until: int, during: Any = None, headers: Any = ()) -> Sent:
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

    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": headers}
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


MEETING = live.Part("meeting:part", "en", "here")


def _part(ticket: str, mark: str, session: str) -> Sent:
    query = urlencode({"ticket": ticket, "mark": mark})
    cookie = (b"cookie", f"csrf=x; session={session}".encode())
    return asyncio.run(_ask("/live/part", query, until=2, headers=[cookie]))


def test_a_part_for_many_is_handed_out_with_the_session_that_was_given_its_ticket() -> None:
    live.keep_part(MEETING, "4.7", "<p>Shall we go?</p>")
    ticket = live.part_ticket(MEETING, "mine")
    start, body = _part(ticket, "4.7", "mine")
    assert (start["status"], body["body"]) == (200, b"<p>Shall we go?</p>")
    headers = dict(start["headers"])
    assert headers[b"x-mark"] == b"4.7"
    assert headers[b"content-type"].startswith(b"text/plain")
    assert headers[b"cache-control"] == b"no-store"
    assert int(headers[b"x-now"]) > 0
    for wrong in ("another", ""):
        assert _part(ticket, "4.7", wrong)[0]["status"] == 403
    assert _part(live.ticket("meeting:part"), "4.7", "mine")[0]["status"] == 403


def test_what_is_not_kept_of_this_very_state_and_reader_is_not_there() -> None:
    live.keep_part(MEETING, "5.7", "old")
    assert _part(live.part_ticket(MEETING, "mine"), "6.7", "mine")[0]["status"] == 204
    away = live.Part("meeting:part", "en", "away")
    assert _part(live.part_ticket(away, "mine"), "5.7", "mine")[0]["status"] == 204


def test_a_part_is_asked_of_the_broker_once_in_a_second_and_is_not_missed_without_it(
    settings: Any,
) -> None:
    async def scene() -> list[bytes | None]:
        parts = Parts(settings.REDIS_URL)
        live.keep_part(MEETING, "8.1", "first")
        found = [await parts.find(MEETING.key("8.1"))]
        live.keep_part(MEETING, "8.1", "second")
        found.append(await parts.find(MEETING.key("8.1")))
        await parts.end()
        return [*found, await Parts("redis://127.0.0.1:1/0").find(MEETING.key("8.1"))]

    assert asyncio.run(scene()) == [b"first", b"first", None]


def test_of_many_who_ask_for_what_is_not_written_yet_one_is_sent_to_have_it_written(
    settings: Any,
) -> None:
    async def scene() -> list[bytes | None]:
        parts = Parts(settings.REDIS_URL)
        asked = [asyncio.ensure_future(parts.find(MEETING.key("9.1"))) for _phone in range(20)]
        sent, _waiting = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        assert [one.result() for one in sent] == [None]
        await asyncio.to_thread(live.keep_part, MEETING, "9.1", "written")
        found = await asyncio.gather(*asked)
        await parts.end()
        return found

    found = asyncio.run(scene())
    assert found.count(None) == 1
    assert found.count(b"written") == 19


def test_where_the_first_has_nothing_written_another_is_sent_and_in_the_end_everybody(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.live_parts.LEAD_SECONDS", 0.15)
    monkeypatch.setattr("config.live_parts.WAIT_SECONDS", 0.4)

    async def scene() -> list[float]:
        parts, began, ended = Parts(settings.REDIS_URL), time.monotonic(), []

        async def ask() -> None:
            assert await parts.find(MEETING.key("9.2")) is None
            ended.append(time.monotonic() - began)

        await asyncio.gather(*(ask() for _phone in range(5)))
        await parts.end()
        return ended

    first, second, *_others, last = asyncio.run(scene())
    assert first < 0.15 <= second < last < 1
