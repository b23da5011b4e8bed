"""Takes rows of a public list into the campuses, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from committees.campus_sources import CampusRow
from committees.models import Campus
from committees.operations import campus_index
from core.models import Event

_FIELDS = (
    "name",
    "nicknames",
    "city",
    "region",
    "country",
    "timezone",
    "kind",
    "website",
    "latitude",
    "longitude",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows became a new campus, changed one, or said what was known."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@transaction.atomic
def import_campuses(rows: Sequence[CampusRow], *, at: datetime) -> Imported:
    """Add or change a campus for each row, all or none; a row known already changes nothing.

    Of rows with the same source and identifier the first one counts.
    """
    campus_index.lock()
    wanted: dict[tuple[str, str], CampusRow] = {}
    for row in rows:
        wanted.setdefault((row.source, row.source_id), row)
    known = _known(wanted)
    added, changed, unchanged = [], [], 0
    for key, row in wanted.items():
        campus = known.get(key)
        if campus is None:
            campus = Campus(source=row.source, source_id=row.source_id, added_on=at.date())
            added.append(_described(campus, row))
        elif _differs(campus, row):
            changed.append(_described(campus, row))
        else:
            unchanged += 1
    Campus.objects.bulk_create(added)
    Campus.objects.bulk_update(changed, _FIELDS)
    campus_index.index(added + changed)
    Event.record_many("committees.campus_imported", added + changed, by=None, at=at)
    return Imported(len(added), len(changed), unchanged)


def import_campus(row: CampusRow, *, at: datetime) -> Campus:
    """Add or change the campus of one row, and give it back."""
    import_campuses([row], at=at)
    return Campus.objects.get(source=row.source, source_id=row.source_id)


def _known(wanted: dict[tuple[str, str], CampusRow]) -> dict[tuple[str, str], Campus]:
    found = Campus.objects.select_for_update().filter(
        source__in={source for source, _id in wanted},
        source_id__in={source_id for _source, source_id in wanted},
    )
    return {(campus.source, campus.source_id): campus for campus in found}


def _differs(campus: Campus, row: CampusRow) -> bool:
    return any(_plain(getattr(campus, field)) != _plain(getattr(row, field)) for field in _FIELDS)


def _described(campus: Campus, row: CampusRow) -> Campus:
    for field in _FIELDS:
        value = getattr(row, field)
        setattr(campus, field, list(value) if isinstance(value, tuple) else value)
    return campus


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, (str, float, list)) else value and str(value)
