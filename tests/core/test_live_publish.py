"""Telling open pages: a broker that is away costs only liveness; tickets open one topic for a while."""

import json
import socket
import time
from datetime import timedelta
from typing import Any

import pytest
import redis
import time_machine
from django.conf import settings as configured
from django.template import Context, Template

from core import live
from tests.factories import NOW


def test_what_is_published_is_kept_for_a_day_and_told_at_once() -> None:
    with redis.Redis.from_url(configured.REDIS_URL) as broker, broker.pubsub() as listener:
        listener.subscribe("live:tests:topic")
        assert listener.get_message(timeout=5)["type"] == "subscribe"  # type: ignore[index]
        live.publish("tests:topic", {"version": 4})
        told = listener.get_message(timeout=5)
        assert told is not None
        assert json.loads(told["data"]) == {"version": 4}
        assert broker.get("live:tests:topic") == b'{"version":4}'
        assert 0 < int(broker.ttl("live:tests:topic")) <= 24 * 3600  # type: ignore[arg-type]
        broker.delete("live:tests:topic")


def test_a_broker_that_is_away_is_logged_and_raises_nothing(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    live.publish("tests:topic", {})
    assert "the broker is away" in caplog.text


def test_a_broker_that_takes_the_call_and_is_silent_costs_a_second(settings: Any) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        began = time.monotonic()
        live.publish("tests:topic", {})
        assert time.monotonic() - began < 3


def test_a_ticket_opens_its_own_topic_for_twelve_hours() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        ticket = live.ticket("meeting:abc")
        assert live.topic_of(ticket) == "meeting:abc"
        clock.move_to(NOW + timedelta(hours=12))
        assert live.topic_of(ticket) == "meeting:abc"
        clock.move_to(NOW + timedelta(hours=12, seconds=1))
        assert live.topic_of(ticket) is None


@pytest.mark.parametrize("forged", ["", "meeting:abc", "meeting:abc:x:y", "a:b:c:d:e", "\x00"])
def test_a_forged_ticket_opens_nothing(forged: str) -> None:
    assert live.topic_of(forged) is None
    other = live.ticket("meeting:abc").replace("abc", "abd")
    assert live.topic_of(other) is None


def test_a_page_holds_the_address_of_its_stream() -> None:
    text = Template("{% load live %}{% live_address topic %}").render(Context({"topic": "a:b"}))
    path, _mark, ticket = text.partition("?ticket=")
    assert path == "/live/stream"
    assert live.topic_of(ticket) == "a:b"


def test_the_ticket_of_a_part_is_good_for_a_quarter_of_an_hour_and_one_session() -> None:
    part = live.Part("meeting:abc", "zh-hans", "here")
    with time_machine.travel(NOW, tick=False) as clock:
        ticket = live.part_ticket(part, "mine")
        assert live.part_of(ticket, "mine") == part
        assert live.part_of(ticket, "another") is None
        assert live.part_of(ticket.replace("here", "away"), "mine") is None
        assert live.topic_of(ticket) is None
        clock.move_to(NOW + timedelta(minutes=15, seconds=1))
        assert live.part_of(ticket, "mine") is None


def test_a_part_is_not_kept_where_the_broker_is_away(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    live.keep_part(live.Part("meeting:abc", "en", "here"), "1.1", "text")
    assert "the broker is away" in caplog.text
