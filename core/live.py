"""Telling open pages that something changed: the latest public state of a topic, by Redis.

A topic is a word such as `meeting:x7k2…`; its state is small JSON that any ticket holder may read.
The ticket stands in the stream's address, so that the live process needs no database.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from typing import Any

import redis
from django.conf import settings
from django.core import signing

CHANNEL = "live:"
KEPT_SECONDS = 24 * 3600
TICKET_SECONDS = 12 * 3600
PART = "part:"
PART_SECONDS = 30  # its version and its stack are in its name
PART_TICKET_SECONDS = 15 * 60  # whoever has left the committee reads no longer than this
# Stands in a part where each reader's own token comes.
TOKEN = "the-token-of-whoever-reads-it"  # noqa: S105
log = logging.getLogger("rankandfile.live")
_signer = signing.TimestampSigner(salt="live")
_part_signer = signing.TimestampSigner(salt="live.part")


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


@dataclass(frozen=True, slots=True)
class Part:
    """A page's part that is the same for many: of which topic, in which language, for whom."""

    topic: str
    language: str
    kind: str

    def key(self, mark: str) -> str:
        """Where the text of the state `mark` is kept."""
        return f"{PART}{self.topic}:{mark}:{self.language}:{self.kind}"


def keep_part(part: Part, mark: str, text: str) -> None:
    """Let the live process hand out `text`, which holds nothing of one reader, for some seconds."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as broker:
            broker.set(part.key(mark), text, ex=PART_SECONDS)
    except redis.RedisError:
        log.warning("the broker is away; each page is written by the web process")


def part_ticket(part: Part, session: str) -> str:
    """A signed word that opens `part` for a quarter of an hour, with this session's cookie alone."""
    words = (part.topic, part.language, part.kind, _hashed(session))
    return _part_signer.sign(" ".join(words))


def part_of(signed: str, session: str) -> Part | None:
    """The part that a ticket opens; None where it is forged, too old, or another session's."""
    try:
        *words, owner = _part_signer.unsign(signed, max_age=PART_TICKET_SECONDS).split(" ")
    except signing.BadSignature:
        return None
    return Part(*words) if owner == _hashed(session) else None


def _hashed(session: str) -> str:
    return hashlib.sha256(f"live.part {session}".encode()).hexdigest()
