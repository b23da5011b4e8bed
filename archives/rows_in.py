"""Rows of an archive made into rows of this server, not saved yet: typed, joined, renamed.

An identifier that is taken here is replaced, wherever the archive speaks of it.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from archives import columns
from archives.kinds import BY_KEY, KINDS, Kind
from archives.opening import Faulty, Opened
from archives.taking import target, written_columns
from core.ids import new_id
from core.models import PublicId

_IDENTIFIER_LENGTH = 12
Late = tuple[models.Model, str, str, int]


@dataclass
class Incoming:
    """The rows by kind, in the order of the archive, and keys that are set once all are there."""

    rows: dict[str, list[models.Model]] = field(default_factory=dict)
    late: list[Late] = field(default_factory=list)


def make_rows(archive: Opened) -> Incoming:
    """Every row of the archive. Raises `Faulty`."""
    incoming, renamed = Incoming(), _renamed(archive)
    for kind in KINDS:
        made: list[models.Model] = []
        incoming.rows[kind.key] = made
        for number, values in enumerate(archive.rows.get(kind.key, []), 1):
            try:
                made.append(_row(kind, values, incoming, renamed))
            except columns.Unfit as fault:
                raise _faulty(kind, number, str(fault)) from None
    return incoming


def _faulty(kind: Kind, number: int, what: str) -> Faulty:
    return Faulty(
        _("Row %(number)d of %(kind)s cannot be taken in: %(what)s.")
        % {"number": number, "kind": kind.key, "what": what}
    )


def _row(
    kind: Kind, values: dict[str, Any], incoming: Incoming, renamed: dict[str, str]
) -> models.Model:
    known = {column.name: column for column in written_columns(kind)}
    if unknown := values.keys() - known.keys():
        raise columns.Unfit(
            f"{', '.join(sorted(unknown))[:80]!a} is no column that this server knows"
        )
    row, late = kind.model(), []
    for name, column in known.items():
        if name not in values:
            # Of an older version: the column came later, and has a default or may be empty.
            if not (column.has_default() or column.null or column.blank):
                raise columns.Unfit(f"{name} is missing")
        elif isinstance(column, models.ForeignKey):
            place = _place(column, values[name])
            if place is not None and target(column) in incoming.rows and target(column) != kind.key:
                setattr(row, name, _at(incoming, target(column), place, name))
            elif place is not None:
                late.append((row, name, target(column), place))
        else:
            try:
                found = columns.read(column, values[name])
            except columns.Unfit as fault:
                raise columns.Unfit(f"{name} {fault}") from None
            setattr(row, name, _rename(column, found, renamed))
    incoming.late += late
    return row


def _place(column: models.ForeignKey[Any, Any], value: object) -> int | None:
    if value is None and column.null:
        return None
    if type(value) is not int or value < 1:
        raise columns.Unfit(f"{column.name} points at no row")
    return value


def _at(incoming: Incoming, kind: str, place: int, name: str) -> models.Model:
    rows = incoming.rows[kind]
    if place > len(rows):
        raise columns.Unfit(f"{name} points at a row that is not in the archive")
    return rows[place - 1]


def resolve(incoming: Incoming) -> dict[tuple[type[models.Model], str], list[models.Model]]:
    """Set the late keys on the rows, which are saved by now; the rows by model and column."""
    found: dict[tuple[type[models.Model], str], list[models.Model]] = {}
    for row, name, kind, place in incoming.late:
        try:
            setattr(row, name, _at(incoming, kind, place, name))
        except columns.Unfit as fault:
            raise Faulty(
                _("A row of %(kind)s cannot be taken in: %(what)s.")
                % {"kind": row._meta.label_lower, "what": fault}
            ) from None
        found.setdefault((type(row), name), []).append(row)
    return found


def _renamed(archive: Opened) -> dict[str, str]:
    """A new identifier for each that stands here already; one model after the other."""
    found: dict[str, str] = {}
    for key, values in archive.rows.items():
        model = BY_KEY[key].model
        named = next((one for one in model._meta.local_fields if isinstance(one, PublicId)), None)
        if named is None:
            continue
        given = [one for row in values if isinstance(one := row.get(named.name), str)]
        if len(set(given)) != len(given):
            raise Faulty(_("Two rows of %(kind)s have the same identifier.") % {"kind": key})
        here = model._default_manager.filter(**{f"{named.name}__in": given})
        taken = here.values_list(named.name, flat=True)
        found |= {one: new_id() for one in taken.iterator(chunk_size=2_000)}
    return found


def _rename(column: models.Field[Any, Any], value: Any, renamed: dict[str, str]) -> Any:
    """In columns of identifiers, and anywhere in JSON."""
    if not renamed:
        return value
    if isinstance(column, models.JSONField):
        return _rename_in(value, renamed)
    if isinstance(column, models.CharField) and column.max_length == _IDENTIFIER_LENGTH:
        return renamed.get(value, value)
    return value


def _rename_in(value: Any, renamed: dict[str, str]) -> Any:
    if isinstance(value, str):
        return renamed.get(value, value)
    if isinstance(value, list):
        return [_rename_in(one, renamed) for one in value]
    if isinstance(value, dict):
        return {name: _rename_in(one, renamed) for name, one in value.items()}
    return value
