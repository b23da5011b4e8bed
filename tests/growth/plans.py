"""Statements as the server would run them: which read a large table from its first row to its last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

LARGE = 5_000  # rows


@dataclass
class Watch:
    """What was asked while it looked: the number of statements, and whole tables by statement."""

    sizes: dict[str, int]
    asked: int = 0
    read_whole: dict[str, str] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def __call__(
        self, execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.asked += 1
        is_asking = isinstance(statement, str) and statement.startswith("SELECT") and not many
        if is_asking and statement not in self._known:
            self._known.add(statement)
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", params)
                plan = cursor.fetchone()[0][0]["Plan"]
            for table in _whole(plan):
                if self.sizes.get(table, 0) >= LARGE:
                    self.read_whole[statement] = table
        return execute(statement, params, many, context)


def _whole(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _whole(part)


@contextmanager
def watching(watch: Watch) -> Iterator[Watch]:
    """Have every statement of this thread looked at."""
    with connection.execute_wrapper(watch):
        yield watch


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements of this thread, not looked at."""
    asked: list[str] = []

    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        asked.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        yield asked


def sizes() -> dict[str, int]:
    """Rows of each table, as the planner believes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > 0"
        )
        return dict(cursor.fetchall())
