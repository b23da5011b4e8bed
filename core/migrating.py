"""A table is created with its constraints and indexes.

Django writes most of them after the table, and before each it builds every model anew that the
table's model knows: half of the time of a first start.
"""

from collections.abc import Sequence

from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class Autodetector(MigrationAutodetector):
    migrations: dict[str, list[Migration]]

    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()  # type: ignore[misc]
        for app_label, migrations in self.migrations.items():
            for migration in migrations:
                migration.operations = with_the_table(  # type: ignore[misc]
                    migration.operations, app_label
                )


def with_the_table(operations: Sequence[Operation], app_label: str) -> list[Operation]:
    """The same operations, fewer; a model that gets a field later keeps what comes after it."""
    later = {one.model_name_lower for one in operations if isinstance(one, AddField)}
    made: list[Operation] = []
    places: dict[str, int] = {}
    for one in operations:
        if isinstance(one, CreateModel) and one.name_lower not in later:
            places[one.name_lower] = len(made)
        elif isinstance(one, AddConstraint | AddIndex) and one.model_name_lower in places:
            place = places[one.model_name_lower]
            (made[place],) = made[place].reduce(one, app_label)  # type: ignore[misc]
            continue
        made.append(one)
    return made
