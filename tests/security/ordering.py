"""The row-order attack: every place in which voters or ballots lie in some order, and what two say.

A `Seen` is an order of marks as an attacker reads it, turned into numbers of voters by the truth that
only the test knows. Two orders agree where they put the same voters at the same places.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

VOTER, ENVELOPE, BALLOT = "voter", "envelope", "ballot"
LEAST = 30  # orders of fewer voters say nothing either way
# Some thousands of pairs are looked at: by chance one of them is this far out in a million runs.
UNLIKELY = 1e-9
DEVIATIONS = 6.2
_BEGINNING = 10  # characters; no mark is shorter
_COPY = re.compile(r"^COPY (\S+) \(.*\) FROM stdin;$")


@dataclass(frozen=True)
class Marks:
    """What identifies a voter in text: mark → (kind, number of the voter)."""

    known: Mapping[str, tuple[str, int]]

    @cached_property
    def _begun(self) -> dict[str, list[str]]:
        begun: dict[str, list[str]] = {}
        for mark in self.known:
            begun.setdefault(mark[:_BEGINNING], []).append(mark)
        return begun

    def found(self, text: str) -> list[tuple[str, int]]:
        """Kind and voter of every mark in a text, in the order in which they stand there."""
        return [
            self.known[mark]
            for at in range(len(text) - _BEGINNING + 1)
            for mark in self._begun.get(text[at : at + _BEGINNING], ())
            if text.startswith(mark, at)
        ]


@dataclass(frozen=True)
class Seen:
    """Voters in the order in which something of one kind lies somewhere."""

    place: str
    kind: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Agreement:
    """How far two orders agree, and what chance allows."""

    places: tuple[str, str]
    common: int
    correlation: float
    same_place: int
    same_choices: int
    chance_of_place: float
    chance_of_choices: float

    @property
    def is_chance(self) -> bool:
        return (
            abs(self.correlation) * math.sqrt(self.common - 1) < DEVIATIONS
            and self.chance_of_place > UNLIKELY
            and self.chance_of_choices > UNLIKELY
        )


def from_lines(place: str, lines: Iterable[str], marks: Marks) -> Iterator[Seen]:
    """The orders in which marks occur in lines: first and last occurrence of each."""
    return _orders_in(place, map(marks.found, lines))


def _orders_in(place: str, found: Iterable[Sequence[tuple[str, int]]]) -> Iterator[Seen]:
    by_kind: dict[str, list[int]] = {}
    for line in found:
        for kind, number in line:
            by_kind.setdefault(kind, []).append(number)
    for kind, numbers in by_kind.items():
        first = tuple(dict.fromkeys(numbers))
        last = tuple(reversed(dict.fromkeys(reversed(numbers))))
        yield Seen(f"{place}, first", kind, first)
        if last != first:
            yield Seen(f"{place}, last", kind, last)


def from_database(address: str, marks: Marks) -> list[Seen]:
    """Every table by every order it has: of its pages, of its transactions, of each index."""
    seen: list[Seen] = []
    with psycopg.connect(address) as connection:
        # One snapshot for all: the running product moves rows meanwhile.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for schema, table in _tables(connection):
            it, also = sql.Identifier(schema, table), _members(connection, schema, table)
            rows = connection.execute(
                sql.SQL("SELECT ctid::text, t::text {also} FROM {it} t").format(it=it, also=also)
            )
            found = {place: marks.found(" ".join(map(str, said))) for place, *said in rows}
            if not any(found.values()):
                continue
            for order, by in _orders(connection, schema, table).items():
                sorted_ = connection.execute(
                    sql.SQL("SELECT ctid::text FROM {it} ORDER BY {by}").format(
                        it=it, by=sql.SQL(by)
                    )
                )
                lines = (found[place] for (place,) in sorted_)
                seen += _orders_in(f"{schema}.{table} by {order}", lines)
    return seen


def from_dump(dump: str, marks: Marks) -> list[Seen]:
    """Each table as it lies in a plain dump, and the whole file."""
    seen, table, lines = [], "", []
    for line in dump.splitlines():
        if begun := _COPY.match(line):
            table, lines = begun[1], []
        elif line == r"\.":
            seen += from_lines(f"dump of {table}", lines, marks)
        else:
            lines.append(line)
    return seen


def from_log(folder: Path, since: float, marks: Marks) -> list[Seen]:
    """The bytes of the write-ahead log, recycled segments too: where each mark stands first and last."""
    segments = (
        file
        for file in sorted(folder.iterdir())
        if re.fullmatch("[0-9A-F]{24}", file.name) and file.stat().st_mtime >= since
    )
    content = b"".join(file.read_bytes().rstrip(b"\0") for file in segments)
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mark, (kind, number) in marks.known.items():
        raw = _raw(mark)
        if (first := content.find(raw)) >= 0:
            places.setdefault((kind, "first"), []).append((first, number))
            places.setdefault((kind, "last"), []).append((content.rfind(raw), number))
    return [
        Seen(f"log, {which}", kind, tuple(dict.fromkeys(number for _at, number in sorted(found))))
        for (kind, which), found in places.items()
    ]


def agreement(one: Seen, other: Seen, choices: Mapping[int, tuple[int, ...]]) -> Agreement | None:
    """What an attacker gains who takes the nth of one order to be the nth of the other."""
    both = set(one.numbers) & set(other.numbers) & choices.keys()
    if len(both) < LEAST:
        return None
    first = [number for number in one.numbers if number in both]
    second = [number for number in other.numbers if number in both]
    n, place_of = len(both), {number: place for place, number in enumerate(second)}
    squares = sum((place - place_of[number]) ** 2 for place, number in enumerate(first))
    pairs = list(zip(first, second, strict=True))
    same_place = sum(a == b for a, b in pairs)
    same_choices = sum(choices[a] == choices[b] for a, b in pairs)
    often = Counter(choices[number] for number in both)
    by_chance = sum((number / n) ** 2 for number in often.values())
    return Agreement(
        places=(one.place, other.place),
        common=n,
        correlation=1 - 6 * squares / (n * (n * n - 1)),
        same_place=same_place,
        same_choices=same_choices,
        chance_of_place=_tail(n, 1 / n, same_place),
        chance_of_choices=_tail(n, by_chance, same_choices),
    )


def linked(
    seen: Sequence[Seen], choices: Mapping[int, tuple[int, ...]]
) -> tuple[list[Agreement], int]:
    """Pairs of an order of voters or envelopes with one of ballots that agree beyond chance.

    And how many pairs were looked at.
    """
    # The same order in two places is looked at once, under the name of the first.
    ballots = {one.numbers: one for one in reversed(seen) if one.kind == BALLOT}
    others = {one.numbers: one for one in reversed(seen) if one.kind != BALLOT}
    looked = [
        found
        for one in others.values()
        for other in ballots.values()
        if (found := agreement(one, other, choices)) is not None
    ]
    return [one for one in looked if not one.is_chance], len(looked)


def _tail(n: int, p: float, least: int) -> float:
    """The chance that of n independent tries at p at least so many succeed."""
    if p >= 1:
        return 1.0
    logs = (
        math.lgamma(n + 1)
        - math.lgamma(k + 1)
        - math.lgamma(n - k + 1)
        + k * math.log(p)
        + (n - k) * math.log1p(-p)
        for k in range(least, n + 1)
    )
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def _raw(mark: str) -> bytes:
    """A mark as it stands on a page: a key or hash as its bytes, anything else as text."""
    is_hex = len(mark) == 64 and re.fullmatch("[0-9a-f]+", mark)
    return bytes.fromhex(mark) if is_hex else mark.encode()


def _tables(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    ).fetchall()


def _orders(connection: psycopg.Connection[Any], schema: str, table: str) -> dict[str, str]:
    indexes = connection.execute(
        "SELECT indexrelid::regclass::text, (SELECT string_agg(pg_get_indexdef(indexrelid, k, true), ', '"
        " ORDER BY k) FROM generate_series(1, indnkeyatts) k) FROM pg_index"
        " WHERE indrelid = format('%%I.%%I', %s::text, %s::text)::regclass",
        [schema, table],
    ).fetchall()
    known = {"ctid": "ctid", "xmin": "xmin::text::bigint, ctid", "xmax": "xmax::text::bigint, ctid"}
    return known | {name: columns for name, columns in indexes if columns}


def _members(connection: psycopg.Connection[Any], schema: str, table: str) -> sql.Composable:
    """What a reference to an account or a membership says, by the voter's identifier."""
    rows = connection.execute(
        "SELECT a.attname, c.confrelid::regclass::text FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
        " WHERE c.contype = 'f' AND c.conrelid = format('%%I.%%I', %s::text, %s::text)::regclass"
        " AND c.confrelid::regclass::text IN ('accounts_user', 'committees_membership')",
        [schema, table],
    ).fetchall()
    own = {"accounts_user": "user_id", "committees_membership": "id"}
    asked = ", (SELECT m.public_id FROM committees_membership m WHERE m.{own} = t.{column} LIMIT 1)"
    return sql.Composed(
        sql.SQL(asked).format(own=sql.Identifier(own[target]), column=sql.Identifier(column))
        for column, target in rows
    )
