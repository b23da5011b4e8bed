"""What must be true after a population has lived through kills: each check counts, and names faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests.chaos.lives import Seen

# Of each of these rows one event of this name was recorded, no more and no less.
EVENTS = (
    ("committees_committee", "committees.committee_opened", "TRUE"),
    ("committees_joinrequest", "committees.join_requested", "TRUE"),
    ("committees_joinrequest", "committees.request_admitted", "status = 'admitted'"),
    ("announcements_announcement", "announcements.announcement_written", "TRUE"),
    ("meetings_vote", "meetings.vote_closed", "closed_at IS NOT NULL"),
    ("meetings_vote", "meetings.vote_declared", "declared_at IS NOT NULL"),
)


@dataclass(frozen=True)
class Line:
    """A line of the report: what was looked at, how many, and what is wrong."""

    what: str
    count: int
    faults: tuple[str, ...]


def looked_at(rows: psycopg.Connection, seen: Seen, committee: str, contest: str) -> list[Line]:
    """Every check, in the order of the report."""
    checks: tuple[tuple[str, Callable[[], Iterator[str]], int], ...] = (
        ("open votes, each counted as it was cast last", lambda: _tallies(seen), len(seen.tallies)),
        ("newcomers, each a member once", lambda: _joined(rows, seen, committee), len(seen.asked)),
        ("committees, each founded once", lambda: _founded(rows, seen), len(seen.founded)),
        ("announcements, each sent once", lambda: _sent(rows, seen), len(seen.announced)),
        ("deliveries, each at its end", lambda: _delivered(rows), _count(rows, "notices_delivery")),
        ("kinds of event, one for each row", lambda: _events(rows), len(EVENTS)),
        ("relations of the box that are left", lambda: _left(rows, contest), 0),
    )
    return [Line(what, count, tuple(faults())) for what, faults, count in checks]


def _count(rows: psycopg.Connection, table: str) -> int:
    found = rows.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    return int((found.fetchone() or (0,))[0])


def _tallies(seen: Seen) -> Iterator[str]:
    for expected, told in seen.tallies:
        if expected != told:
            yield f"{told} was declared where {expected} was answered"


def _joined(rows: psycopg.Connection, seen: Seen, committee: str) -> Iterator[str]:
    found = rows.execute(
        "SELECT m.chosen_name, count(*) FROM committees_membership m"
        " JOIN committees_committee c ON c.id = m.committee_id"
        " WHERE c.public_id = %s AND m.ended_at IS NULL GROUP BY 1",
        [committee],
    )
    times = dict(found.fetchall())
    yield from (
        f"{name}: a member {times.get(name, 0)} times"
        for name in seen.asked
        if times.get(name) != 1
    )
    twice = rows.execute(
        "SELECT count(*) FROM (SELECT 1 FROM committees_membership WHERE ended_at IS NULL"
        " GROUP BY committee_id, user_id HAVING count(*) > 1) AS twice"
    ).fetchone()
    if twice != (0,):
        yield f"members twice: {twice}"


def _founded(rows: psycopg.Connection, seen: Seen) -> Iterator[str]:
    found = rows.execute("SELECT name, count(*) FROM committees_committee GROUP BY 1").fetchall()
    times = dict(found)
    yield from (f"{one}: {times.get(one, 0)} times" for one in seen.founded if times.get(one) != 1)


def _sent(rows: psycopg.Connection, seen: Seen) -> Iterator[str]:
    found = rows.execute(
        "SELECT title, array_agg(status) FROM announcements_announcement GROUP BY 1"
    ).fetchall()
    states = dict(found)
    for one in seen.announced:
        if states.get(one) != ["sent"]:
            yield f"{one}: {states.get(one)}"


def _delivered(rows: psycopg.Connection) -> Iterator[str]:
    open_states = rows.execute(
        "SELECT status, count(*) FROM notices_delivery"
        " WHERE status NOT IN ('sent', 'refused', 'skipped') GROUP BY 1"
    ).fetchall()
    yield from (f"{number} are {status}" for status, number in open_states)
    twice = rows.execute(
        "SELECT count(*) FROM (SELECT 1 FROM notices_delivery WHERE user_id IS NOT NULL"
        " GROUP BY message_id, user_id HAVING count(*) > 1) AS twice"
    ).fetchone()
    if twice != (0,):
        yield f"one person, one message, two deliveries: {twice}"


def _events(rows: psycopg.Connection) -> Iterator[str]:
    for table, name, which in EVENTS:
        query = sql.SQL(
            "SELECT count(*) FROM {} t WHERE {} AND (SELECT count(*) FROM core_event e"
            " WHERE e.subject = t.public_id AND e.name = %s) <> 1"
        )
        wrong = rows.execute(query.format(sql.Identifier(table), sql.SQL(which)), [name]).fetchone()
        if wrong != (0,):
            yield f"{wrong} rows of {table} have not one {name}"


def _left(rows: psycopg.Connection, contest: str) -> Iterator[str]:
    found = rows.execute(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'ballot_box' AND table_name LIKE %s",
        [f"%{contest}%"],
    )
    yield from (f"{name} is left after the count" for (name,) in found.fetchall())
