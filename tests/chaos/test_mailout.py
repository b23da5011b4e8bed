"""kill -9 of worker, beat, web, broker and database while mail goes out to everybody, and a mail
server that goes away, hangs, is busy, slow, or cuts the line.

Nobody is missed, whatever is killed; a mail comes twice only where a kill or a cut line explains it,
and then with the same Message-ID. `CHAOS_MAILS=20000` makes it large (`make chaos`), `CHAOS_SEED`
repeats a run.
"""

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from config.embedded import processes
from notices.operations import hearts
from notices.operations.claims import LEASE
from tests.browser.running import Running
from tests.chaos.log import Kill, Log
from tests.chaos.moving import move_clock, next_noon
from tests.chaos.postbox import BUSY, HANGS, UNKNOWN, Postbox, temper
from tests.stack.simulated import address_of, broker_of, running_product

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("chaos")]

MAILS = int(os.environ.get("CHAOS_MAILS", "2000"))
PEOPLE = MAILS // 2  # each gets an announcement and a formal notice
SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.randrange(1, 1_000_000)
KILLED = ("worker", "worker", "worker's child", "database", "broker", "beat", "web")
MAIL_SERVER = ("mail server is away", "mail server hangs", "mail server is busy")
WORDS = {
    "worker": b"\0worker\0",
    "worker's child": b"\0worker\0",
    "database": b"bin/postgres\0-D",
    "beat": b"\0beat\0",
    "web": b"config.embedded.serve",
}
TIMEOUT = 5  # seconds after which the worker waits no more for an answer
QUIET = 4.0  # seconds without a mail, after which whoever held some is dead
MOST_SECONDS = max(240, MAILS // 20)


@pytest.fixture
def product(postbox: Postbox) -> Iterator[Running]:
    mail = f"smtp://127.0.0.1:{postbox.port}?timeout={TIMEOUT}"
    with running_product({"EMAIL_URL": mail}) as product:
        yield product


def test_whatever_is_killed_nobody_is_missed(product: Running, postbox: Postbox) -> None:
    chance = random.Random(SEED)
    print(f"\nchaos: seed {SEED}")
    move_clock(product, next_noon())
    told = json.loads(product.manage("-m", "tests.chaos.scene", str(PEOPLE)).splitlines()[-1])
    people: dict[str, str] = told["people"]
    known = {one for one in people.values() if temper(one) != UNKNOWN}
    assert len(told["messages"]) == 2
    log = Log(dict.fromkeys(told["messages"], known))
    began = time.monotonic()
    move_clock(product, timedelta(minutes=6))
    expected = 2 * len(known)
    parts = chance.sample(KILLED + MAIL_SERVER, len(KILLED + MAIL_SERVER))
    moments = sorted(chance.sample(range(expected // 20, expected * 9 // 10), len(parts)))
    killed_at = datetime.now(UTC)
    for part, count in zip(parts, moments, strict=True):
        _wait_for(product, postbox, count, killed_at)
        at = time.monotonic()
        _kill(product, postbox, part, chance)
        log.kills.append(Kill(part, at, time.monotonic()))
        killed_at = datetime.now(UTC)
    _finish(product, postbox, set(told["messages"]), killed_at)
    with _database(product) as rows:
        found = rows.execute(
            "SELECT d.public_id, m.public_id, m.is_formal, d.status, d.user_id"
            " FROM notices_delivery d JOIN notices_message m ON m.id = d.message_id"
        ).fetchall()
    domain = postbox.taken[0].message_id.partition("@")[2]
    log.message_of = {f"{delivery}@{domain}": message for delivery, message, *_ in found}
    log.formal = {f"{delivery}@{domain}" for delivery, _, is_formal, *_ in found if is_formal}
    others = set(log.message_of.values()) - set(told["messages"])  # of the offices that were given
    log.taken = [one for one in postbox.taken if log.message_of.get(one.message_id) not in others]
    print(
        f"chaos: seed {SEED}: {PEOPLE} people, 2 messages, {len(log.taken)} mails taken;"
        f" came again {log.duplicates}, of them {log.answered_again} after an answer;"
        f" {len(parts)} faults: {', '.join(parts)}; {time.monotonic() - began:.0f} s"
    )
    assert log.faults() == [], f"seed {SEED}"
    ours = [row for row in found if row[1] in told["messages"]]
    assert len(log.formal) == len(ours) / 2 == PEOPLE
    ends = {(status, temper(people[str(user)]) == UNKNOWN) for *_, status, user in ours}
    assert ends <= {("sent", False), ("refused", True), ("skipped", True)}


def _wait_for(product: Running, postbox: Postbox, count: int, killed_at: datetime) -> None:
    """Until so many mails have come; whoever holds others and died gives them back meanwhile."""
    until = time.monotonic() + MOST_SECONDS
    last, since = len(postbox.taken), time.monotonic()
    while len(postbox.taken) < count:
        assert time.monotonic() < until, f"seed {SEED}: {len(postbox.taken)} of {count} mails came"
        time.sleep(0.02)
        if len(postbox.taken) != last:
            last, since = len(postbox.taken), time.monotonic()
        elif time.monotonic() - since > QUIET:
            _pass_time(product, killed_at)
            since = time.monotonic()


def _finish(product: Running, postbox: Postbox, messages: set[str], killed_at: datetime) -> None:
    until = time.monotonic() + MOST_SECONDS
    while True:
        with _database(product) as rows:
            sql = "SELECT public_id FROM notices_message WHERE status = 'sent'"
            if messages <= {one for (one,) in rows.execute(sql)}:
                return
        assert time.monotonic() < until, f"seed {SEED}: not finished"
        last = len(postbox.taken)
        time.sleep(QUIET)
        if len(postbox.taken) == last:
            _pass_time(product, killed_at)


def _pass_time(product: Running, killed_at: datetime) -> None:
    """Retries come due, the mail server is asked again, and the leases of the dead end, as they do
    after three minutes.

    The dead renewed none since the last kill; the living do so every second, once the database
    answers again.
    """
    with _database(product) as rows:
        time.sleep(2)
        rows.execute(
            "UPDATE notices_delivery SET leased_until = now() - interval '1 second'"
            " WHERE status = 'claimed' AND leased_until <= %s",
            [killed_at + LEASE],
        )
        rows.execute(
            "UPDATE notices_heartbeat SET seen_at = now() - interval '1 minute' WHERE part = %s",
            [hearts.MAIL_AWAY],
        )
    move_clock(product, timedelta(minutes=6))


@contextmanager
def _database(product: Running) -> Iterator[psycopg.Connection]:
    """The product's database, once it answers again."""
    until = time.monotonic() + 60
    while True:
        try:
            connection = psycopg.connect(address_of(product, "DATABASE_URL"))
            break
        except psycopg.OperationalError:
            assert time.monotonic() < until
            time.sleep(0.1)
    with connection:
        yield connection


def _kill(product: Running, postbox: Postbox, part: str, chance: random.Random) -> None:
    """kill -9 of the oldest process of this kind, which is the master; of the worker all of it."""
    if part in MAIL_SERVER:
        _ail(postbox, part)
        return
    found = broker_of(product) if part == "broker" else _running(product, WORDS[part])
    assert found, part
    children = found[1:] or found
    chosen = {"worker": found, "worker's child": [chance.choice(children)]}
    victims = chosen.get(part, found[:1])
    for victim in victims:
        processes.send(victim, signal.SIGKILL)
    assert processes.wait_until_gone(victims, seconds=10) == []


def _ail(postbox: Postbox, part: str) -> None:
    """The mail server's own faults: a moment away or busy, or silent for longer than anybody waits."""
    if part == "mail server is away":
        postbox.shut()
        time.sleep(1)
        postbox.open()
        return
    hangs = part == "mail server hangs"
    postbox.mood = HANGS if hangs else BUSY
    time.sleep(TIMEOUT + 2 if hangs else 2)
    postbox.mood = ""


def _running(product: Running, words: bytes) -> list[int]:
    return sorted(
        pid for pid in product.processes() if words in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
