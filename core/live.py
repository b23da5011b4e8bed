"""Telling open pages that something changed: the latest public state of a topic, by Redis.

A topic is a word such as `meeting:x7k2…`; its state is small JSON that any ticket holder may read.
The ticket stands in the stream's address, so that the live process needs no database.
"""

import json
import logging
from typing import Any

import redis
from django.conf import settings
from django.core import signing

CHANNEL = "live:"
KEPT_SECONDS = 24 * 3600
TICKET_SECONDS = 12 * 3600
log = logging.getLogger("rankandfile.live")
_signer = signing.TimestampSigner(salt="live")


def publish(topic: str, state: dict[str, Any]) -> None:
    """Send `state` to every open page of `topic`. A broker that is away costs only liveness."""
    body = json.dumps(state, separators=(",", ":"))
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as broker:
            pipe = broker.pipeline(transaction=False)
            pipe.set(CHANNEL + topic, body, ex=KEPT_SECONDS)
            pipe.publish(CHANNEL + topic, body)
            pipe.execute()
    except redis.RedisError:
        log.warning("the broker is away; open pages will see the change when they are loaded again")


def ticket(topic: str) -> str:
    """A signed word that opens the stream of `topic` for twelve hours."""
    return _signer.sign(topic)


def topic_of(signed: str) -> str | None:
    """The topic that a ticket opens; None where it is forged or too old."""
    try:
        return _signer.unsign(signed, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return None
