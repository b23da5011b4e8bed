"""The first start makes a hundred tables, and should not take longer than that.

Before each operation Django builds every model anew that the model of the table knows. So a table
is created with its constraints and indexes, which Django would write after it; and for a model that
is new, that model alone is built.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState


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


@contextmanager
def new_models_alone() -> Iterator[None]:
    """A model that no other knows yet is the only one to be built; those that it points at hear of
    it as they do when a program starts."""
    whole = ProjectState.add_model

    def add_model(state: ProjectState, model_state: ModelState) -> None:
        apps = state.__dict__.get("apps")  # asking for it would build them all
        if apps is None or model_state.name_lower in apps.all_models[model_state.app_label]:
            whole(state, model_state)
            return
        del state.__dict__["apps"]
        try:
            whole(state, model_state)
        finally:
            state.__dict__["apps"] = apps
        apps.render_multiple([model_state])

    setattr(ProjectState, "add_model", add_model)  # noqa: B010 as the types have it, it is no method
    try:
        yield
    finally:
        setattr(ProjectState, "add_model", whole)  # noqa: B010
