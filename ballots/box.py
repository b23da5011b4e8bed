"""The relations of one vote while it lasts: papers, box, list. Raw, since each is dropped as a whole.

They lie in a schema of their own, which no backup takes, and where `BALLOT_DATABASE_URL` is set in a
database of their own. That a relation is there is what makes casting possible: closing renames the
box in one step, waits for every envelope under way, and none comes after it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql
from psycopg.errors import UndefinedTable, UniqueViolation

SCHEMA = "ballot_box"
PAPERS, ISSUED, BOX, CLOSING, LISTED = "papers", "issued", "box", "closing", "listed"
ALL = (PAPERS, ISSUED, BOX, CLOSING, LISTED)
_CHUNK = 500
_PAPER_COLUMNS = ("envelope", "ballot", "envelope_signature", "ballot_signature")


class Gone(RuntimeError):
    """The relation is not there: not yet, or no more."""


class HashTaken(RuntimeError):
    """The same envelope lies under another key."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was blinded for a voter, and the blind signatures on it."""

    envelope: bytes
    ballot: bytes
    envelope_signature: bytes
    ballot_signature: bytes


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in the box under a key."""

    counter: int
    hash: bytes


def database() -> str:
    """The alias of the database that holds these relations."""
    return "ballots" if "ballots" in settings.DATABASES else "default"


def _connection() -> BaseDatabaseWrapper:
    return connections[database()]


def _name(kind: str, contest: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, f"{kind}_{contest}")


def _run(statement: str, kind: str, contest: str, values: Sequence[Any] = (), **more: str) -> Any:
    """A cursor after `statement`, in which `{it}` stands for the relation."""
    cursor = _connection().cursor()
    names = {name: _name(other, contest) for name, other in more.items()}
    text = sql.SQL(statement).format(it=_name(kind, contest), **names)
    try:
        cursor.execute(text, values or None)
    except Exception as fault:
        cursor.close()
        if isinstance(fault.__cause__, UndefinedTable):
            raise Gone from None
        if isinstance(fault.__cause__, UniqueViolation):
            raise HashTaken from None
        raise
    return cursor


def create(contest: str) -> None:
    """Make room for papers and envelopes, unless it is there."""
    with _connection().cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    _run(
        "CREATE TABLE IF NOT EXISTS {it} (voter varchar(12) PRIMARY KEY, envelope bytea NOT NULL,"
        " ballot bytea NOT NULL, envelope_signature bytea NOT NULL,"
        " ballot_signature bytea NOT NULL)",
        PAPERS,
        contest,
    ).close()
    _keep_no_samples(PAPERS, contest, "voter", *_PAPER_COLUMNS)
    _run(
        "CREATE TABLE IF NOT EXISTS {it} (key bytea PRIMARY KEY, counter bigint NOT NULL,"
        " hash bytea NOT NULL UNIQUE, envelope bytea NOT NULL)",
        BOX,
        contest,
    ).close()
    _keep_no_samples(BOX, contest, "key", "counter", "hash", "envelope")


def _keep_no_samples(kind: str, contest: str, *columns: str) -> None:
    """The planner's statistics hold values of a column, and outlive its relation on the disk."""
    changes = ", ".join(f"ALTER COLUMN {column} SET STATISTICS 0" for column in columns)
    _run("ALTER TABLE {it} " + changes, kind, contest).close()


def drop(contest: str, *kinds: str) -> None:
    """Drop relations; what is not there is passed over."""
    for kind in kinds:
        _run("DROP TABLE IF EXISTS {it}", kind, contest).close()


def drop_finally(contest: str, *kinds: str) -> None:
    """Drop relations as part of the transaction under way; in another database once it is committed.

    What is dropped before, a process that dies in between would lose, though nothing is decided.
    """
    if database() == DEFAULT_DB_ALIAS:
        drop(contest, *kinds)
    else:
        transaction.on_commit(partial(drop, contest, *kinds))


def relations() -> dict[str, set[str]]:
    """The kinds of relations that are there, by contest."""
    found: dict[str, set[str]] = {}
    with _connection().cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SCHEMA])
        for (name,) in cursor.fetchall():
            kind, _, contest = name.partition("_")
            found.setdefault(contest, set()).add(kind)
    return found


def is_there(kind: str, contest: str) -> bool:
    """Whether the relation is there."""
    with _connection().cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{SCHEMA}.{kind}_{contest}"])
        return cursor.fetchone()[0] is not None


def scrub() -> None:
    """Make the server forget what was dropped: a checkpoint, and a new segment of the log.

    Needs the rights of `pg_checkpoint` and of `pg_switch_wal`; `docs/operations.md` says how to give them.
    """
    with _connection().cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("CHECKPOINT")


# Papers ------------------------------------------------------------------------------------------


def paper_of(contest: str, voter: str) -> Signed | None:
    """The paper issued to this voter. Raises `Gone`."""
    cursor = _run(
        "SELECT envelope, ballot, envelope_signature, ballot_signature FROM {it} WHERE voter = %s",
        PAPERS,
        contest,
        [voter],
    )
    with cursor:
        row = cursor.fetchone()
    return Signed(*map(bytes, row)) if row else None


def keep_paper(contest: str, voter: str, signed: Signed) -> bool:
    """Keep a voter's first paper; False where there was one. Raises `Gone`."""
    cursor = _run(
        "INSERT INTO {it} VALUES (%s, %s, %s, %s, %s) ON CONFLICT (voter) DO NOTHING",
        PAPERS,
        contest,
        [
            voter,
            signed.envelope,
            signed.ballot,
            signed.envelope_signature,
            signed.ballot_signature,
        ],
    )
    with cursor:
        return bool(cursor.rowcount)


def rename_paper(contest: str, voter: str, word: str) -> None:
    """Keep a voter's paper, if they took one, under another word. The relation may be gone."""
    statement = "UPDATE {it} SET voter = %s WHERE voter = %s"
    with suppress(Gone), transaction.atomic(using=database()):
        _run(statement, PAPERS, contest, [word, voter]).close()


def papers_issued(contest: str) -> int:
    """How many papers were issued so far."""
    return _count(PAPERS, contest)


def with_papers(contests: Iterable[str], voters: Iterable[str]) -> set[tuple[str, str]]:
    """Which of these voters took a paper of which open contest: one query.

    A contest that closes in this moment is passed over: its papers are just becoming the roll's.
    """
    contests, voters = list(contests), list(voters)
    try:
        return _with_papers(contests, voters)
    except Gone:
        found: set[tuple[str, str]] = set()
        for contest in contests:
            with suppress(Gone):
                found |= _with_papers([contest], voters)
        return found


def _with_papers(contests: list[str], voters: list[str]) -> set[tuple[str, str]]:
    parts = [
        sql.SQL("SELECT {number}, voter FROM {it} WHERE voter = ANY(%s)").format(
            number=sql.Literal(contest), it=_name(PAPERS, contest)
        )
        for contest in contests
    ]
    if not parts or not voters:
        return set()
    with _connection().cursor() as cursor:
        try:
            cursor.execute(sql.SQL(" UNION ALL ").join(parts), [voters] * len(parts))
        except ProgrammingError as fault:
            if isinstance(fault.__cause__, UndefinedTable):
                raise Gone from None
            raise
        return {(str(contest), str(voter)) for contest, voter in cursor.fetchall()}


def end_papers(contest: str) -> list[str]:
    """End the issue of papers, and give the voters who took one. The relation is still to be dropped."""
    _rename(PAPERS, ISSUED, contest)
    with _run("SELECT voter FROM {it}", ISSUED, contest) as cursor:
        return [row[0] for row in cursor.fetchall()]


# The box -----------------------------------------------------------------------------------------


def put(contest: str, key: bytes, counter: int, hash_: bytes, envelope: bytes) -> Lying | None:
    """Put an envelope into the open box in place of an earlier one of this key.

    None where it lies there now; else what lies there instead. Raises `Gone` and `HashTaken`.
    """
    return _put(BOX, contest, key, counter, hash_, envelope)


def put_late(contest: str, key: bytes, counter: int, hash_: bytes, envelope: bytes) -> Lying | None:
    """The same while complaints are heard."""
    return _put(CLOSING, contest, key, counter, hash_, envelope)


def _put(
    kind: str, contest: str, key: bytes, counter: int, hash_: bytes, envelope: bytes
) -> Lying | None:
    cursor = _run(
        "INSERT INTO {it} AS lying SELECT %s, %s, %s, %s"
        " WHERE NOT EXISTS (SELECT FROM {it} WHERE hash = %s AND key <> %s)"
        " ON CONFLICT (key) DO UPDATE"
        " SET counter = excluded.counter, hash = excluded.hash, envelope = excluded.envelope"
        " WHERE lying.counter < excluded.counter",
        kind,
        contest,
        [key, counter, hash_, envelope, hash_, key],
    )
    with cursor:
        if cursor.rowcount:
            return None
    with _run("SELECT counter, hash FROM {it} WHERE key = %s", kind, contest, [key]) as cursor:
        row = cursor.fetchone()
    if row is None:
        raise HashTaken
    lying = Lying(row[0], bytes(row[1]))
    return None if (lying.counter, lying.hash) == (counter, hash_) else lying


def envelopes_received(contest: str) -> int:
    """How many voters' envelopes lie in the open box."""
    return _count(BOX, contest)


def close(contest: str) -> None:
    """Take the box out of reach of casting."""
    _rename(BOX, CLOSING, contest)


def _rename(kind: str, other: str, contest: str) -> None:
    """In one step that waits for what is under way. Where a process died after it, it is done."""
    new = sql.Identifier(f"{other}_{contest}")
    with _connection().cursor() as cursor:
        statement = sql.SQL("ALTER TABLE IF EXISTS {} RENAME TO {}")
        cursor.execute(statement.format(_name(kind, contest), new))


def hashes(contest: str) -> list[bytes]:
    """The sorted hashes of the envelopes in the closed box. Raises `Gone`."""
    return _hashes(CLOSING, contest)


def _hashes(kind: str, contest: str) -> list[bytes]:
    with _run("SELECT hash FROM {it} ORDER BY hash", kind, contest) as cursor:
        return [bytes(row[0]) for row in cursor.fetchall()]


def move_to_list(contest: str) -> list[bytes]:
    """Move the envelopes, sorted, to a relation that knows no key; drop the box; give the hashes."""
    if not is_there(CLOSING, contest):  # a process died after this step
        return _hashes(LISTED, contest)
    _run("LOCK TABLE {it} IN ACCESS EXCLUSIVE MODE", CLOSING, contest).close()
    _run(
        "CREATE TABLE {it} (hash bytea PRIMARY KEY, envelope bytea NOT NULL)", LISTED, contest
    ).close()
    _keep_no_samples(LISTED, contest, "hash", "envelope")
    _run(
        "INSERT INTO {it} SELECT hash, envelope FROM {closing} ORDER BY hash",
        LISTED,
        contest,
        closing=CLOSING,
    ).close()
    drop(contest, CLOSING)
    return _hashes(LISTED, contest)


def listed(contest: str) -> Iterator[bytes]:
    """The envelopes of the final list, in its order, a few at a time. Raises `Gone`."""
    after = b""
    while True:
        with _run(
            "SELECT hash, envelope FROM {it} WHERE hash > %s ORDER BY hash LIMIT %s",
            LISTED,
            contest,
            [after, _CHUNK],
        ) as cursor:
            rows = cursor.fetchall()
        if not rows:
            return
        for _hash, envelope in rows:
            yield bytes(envelope)
        after = bytes(rows[-1][0])


def _count(kind: str, contest: str) -> int:
    with _run("SELECT count(*) FROM {it}", kind, contest) as cursor:
        return int(cursor.fetchone()[0])
