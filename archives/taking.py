"""A committee's rows as the archive writes them: by kind, numbered from 1, pointing at one another."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from archives import columns
from archives.kinds import BY_KEY, KINDS, Kind, Taking, contests
from ballots import queries as ballots
from committees.models import Committee, Membership

Numbers = dict[str, dict[int, int]]
Rows = dict[str, list[dict[str, Any]]]


def take(committee: Committee) -> tuple[Rows, dict[int, int]]:
    """Every row by kind, and the number of each live member's by the key of the membership."""
    published = frozenset(
        one.pk for one in contests(committee, only_declared=True) if ballots.shows_stages(one)
    )
    taking = Taking(committee, published)
    found: dict[str, list[models.Model]] = {}
    numbers: Numbers = {}
    for kind in KINDS:
        rows = [row for row in kind.rows(taking) if _can_come(kind, row, numbers)]
        found[kind.key] = rows
        numbers[kind.key] = {row.pk: place for place, row in enumerate(rows, 1)}
    written = {
        kind.key: [_row(kind, taking, row, numbers) for row in found[kind.key]] for kind in KINDS
    }
    return written, numbers[Membership._meta.label_lower]


def written_columns(kind: Kind) -> Iterator[models.Field[Any, Any]]:
    """The columns that an archive holds of a kind."""
    for column in kind.model._meta.local_fields:
        if column.primary_key or column.name in kind.left:
            continue
        if not isinstance(column, models.ForeignKey) or _is_written(kind, column):
            yield column


def target(column: models.Field[Any, Any]) -> str:
    """The kind that a key points at."""
    return str(column.related_model._meta.label_lower)  # type: ignore[union-attr]


def _is_written(kind: Kind, key: models.ForeignKey[Any, Any]) -> bool:
    """No key to a kind that does not come; to a member only where the name stands in public."""
    if key.related_model is Membership:
        return key.name in kind.named
    return target(key) in BY_KEY


def _can_come(kind: Kind, row: models.Model, numbers: Numbers) -> bool:
    """Whether everything is there without which this row cannot be."""
    for column in written_columns(kind):
        if not isinstance(column, models.ForeignKey):
            continue
        if column.null and column.name not in kind.needs:
            continue
        pk = getattr(row, column.attname)
        if pk is not None and pk not in numbers.get(target(column), {}):
            return False
    return True


def _row(kind: Kind, taking: Taking, row: models.Model, numbers: Numbers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in written_columns(kind):
        if isinstance(column, models.ForeignKey):
            pk = getattr(row, column.attname)
            values[column.name] = None if pk is None else numbers[target(column)].get(pk)
        else:
            values[column.name] = columns.write(column, getattr(row, column.name))
    if kind.written:
        kind.written(taking, row, values)
    return values
