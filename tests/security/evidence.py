"""What a seizure brings in, while a simulated election runs and after it."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis

from ballots.protocol.board import tracker
from ballots.protocol.encoding import b64
from ballots.protocol.outer import parse
from ballots.protocol.voter import Voter
from config.embedded import places
from elections.simulation.run import Simulation
from tests.browser.running import Running
from tests.security.ordering import (
    BALLOT,
    ENVELOPE,
    VOTER,
    Marks,
    Seen,
    from_database,
    from_dump,
    from_log,
)
from tests.stack.simulated import address_of

KEYS = ("issuer", "receipt", "holder")


def marks_of(simulation: Simulation, leaves: dict[str, bytes]) -> Marks:
    """By what each voter, envelope and ballot is known: the truth, which no attacker has."""
    known: dict[str, tuple[str, int]] = {}
    for record in simulation.records:
        number = record.part.number
        for mark in (record.person.voter, leaves[record.person.voter].hex()):
            known[mark] = (VOTER, number)
        if record.stored is None:
            continue
        voter = Voter.from_json(record.stored, simulation.definition)
        known[voter.envelope_key.hex()] = (ENVELOPE, number)
        for data in record.cast:
            h = parse(data, simulation.definition).h
            known[h.hex()] = known[b64(h)] = (ENVELOPE, number)
        if record.cast and record.part.code is None:
            b = voter.ballot_key
            for mark in (b.hex(), b64(b), tracker(b)):
                known[mark] = (BALLOT, number)
    return Marks(known)


def leaves_of(product: Running, contest: str) -> dict[str, bytes]:
    """Each voter's leaf; an attacker computes it from the salts."""
    with psycopg.connect(address_of(product, "DATABASE_URL")) as connection:
        rows = connection.execute(
            "SELECT r.voter, r.leaf FROM ballots_rollentry r JOIN ballots_contest c"
            " ON c.id = r.contest_id WHERE c.public_id = %s",
            [contest],
        )
        return {voter: bytes(leaf) for voter, leaf in rows}


def choices_of(simulation: Simulation) -> dict[int, tuple[int, ...]]:
    """What each voter's good ballot says."""
    return {
        one.part.number: one.part.ballots[-1]
        for one in simulation.records
        if one.cast and one.part.code is None
    }


@dataclass
class Seizure:
    """Disk and database at one moment. The orders are read once the truth is known."""

    product: Running
    dump: str = field(init=False)
    data: Path = field(init=False)

    def __post_init__(self) -> None:
        tree = places.postgres_tree(None)
        address = address_of(self.product, "DATABASE_URL")
        self.dump = subprocess.run(
            [str(tree / "bin" / "pg_dump"), "--data-only", address],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        home = places.enterable_home(self.product.var / "postgres")
        self.data = home / "data"

    def orders(self, marks: Marks) -> list[Seen]:
        """Every order in the dump, which was made then."""
        return from_dump(self.dump, marks)

    def orders_now(self, marks: Marks, since: float) -> list[Seen]:
        """Every order in the database and its log as they are now."""
        return [
            *from_database(address_of(self.product, "DATABASE_URL"), marks),
            *from_log(self.data / "pg_wal", since, marks),
        ]


def secrets_of(product: Running, contest: str) -> dict[str, bytes]:
    """The contest's keys, by name, as they lie in files while they are in use."""
    folder = product.var / "election-secrets"
    found = {}
    for purpose in KEYS:
        file = folder / f"{contest}.{purpose}"
        if file.exists():
            content = file.read_bytes()
            # Of the issuer's file the first prime of each key: whoever has it has the key.
            if purpose == "issuer":
                half = 192
                found["issuer of envelopes"] = content[4 : 4 + half]
                found["issuer of ballots"] = content[4 + 2 * half + 4 : 4 + 2 * half + 4 + half]
            else:
                found[purpose] = content
    return found


def forms(secret: bytes) -> list[bytes]:
    """A secret as it may be written down: bytes in both orders, hex, base64, decimal."""
    return [
        secret,
        secret[::-1],
        secret.hex().encode(),
        secret.hex().upper().encode(),
        b64(secret).encode()[:-1],
        str(int.from_bytes(secret, "big")).encode(),
    ]


def haystacks(product: Running) -> Iterable[tuple[str, bytes]]:
    """Every file under var and of the database, every key of Valkey, every statement still shown."""
    folders = {product.var, places.enterable_home(product.var / "postgres")}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink():
                try:
                    yield str(file.relative_to(folder)), file.read_bytes()
                except FileNotFoundError:
                    continue  # gone since
    yield "the product's output", product.said.read_bytes()
    yield from _valkey(address_of(product, "REDIS_URL"))
    with psycopg.connect(address_of(product, "DATABASE_URL")) as connection:
        shown = connection.execute("SELECT * FROM pg_stat_activity").fetchall()
        yield "pg_stat_activity", repr(shown).encode()


def _valkey(address: str) -> Iterable[tuple[str, bytes]]:
    client = redis.Redis.from_url(address)
    reads = {
        b"none": lambda _key: b"",  # gone since; its name is still looked at
        b"string": client.get,
        b"hash": client.hgetall,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
        b"stream": client.xrange,
    }
    try:
        for key in client.scan_iter():
            content = reads[client.type(key)](key)
            raw = content if isinstance(content, bytes) else repr(content).encode()
            yield f"Valkey {key!r}", key + b"\n" + raw
    finally:
        client.close()


def found_in(product: Running, wanted: dict[str, list[bytes]]) -> list[str]:
    """“name in place” for each needle that lies anywhere."""
    return [
        f"{name} in {place}"
        for place, content in haystacks(product)
        for name, needles in wanted.items()
        if any(needle in content for needle in needles)
    ]
