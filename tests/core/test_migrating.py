"""A table is created with its constraints and indexes, and a new model is built alone."""

from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import CASCADE, BigAutoField, CharField, CheckConstraint, ForeignKey, Index, Q

from core.migrating import new_models_alone, with_the_table

NAMED = AddConstraint("one", CheckConstraint(condition=~Q(name=""), name="one_named"))
BY_NAME = AddIndex("one", Index(fields=["name"], name="one_by_name"))


def _table(name: str) -> CreateModel:
    return CreateModel(name, [("name", CharField(max_length=9))])


def test_what_came_after_other_tables_stands_in_its_own() -> None:
    one, other = with_the_table([_table("One"), _table("Other"), NAMED, BY_NAME], "core")
    assert isinstance(one, CreateModel)
    assert isinstance(other, CreateModel)
    assert one.options == {"constraints": [NAMED.constraint], "indexes": [BY_NAME.index]}
    assert other.options == {}


def test_a_table_that_gets_a_field_later_keeps_its_order() -> None:
    field = AddField("one", "age", CharField(max_length=9))
    written = [_table("One"), _table("Other"), field, NAMED]
    assert with_the_table(written, "core") == written


def test_a_table_of_an_earlier_migration_is_not_sought() -> None:
    written = [_table("Other"), NAMED]
    assert with_the_table(written, "core") == written


def test_our_migrations_were_written_so() -> None:
    migrations = MigrationLoader(None).disk_migrations
    for app_label in ("announcements", "ballots", "committees", "elections", "meetings"):
        written = migrations[app_label, "0001_initial"].operations
        assert with_the_table(written, app_label) == written, app_label


def _state(name: str, to: str = "") -> ModelState:
    fields: list[Any] = [("id", BigAutoField(primary_key=True))]
    if to:
        fields.append(("to", ForeignKey(f"core.{to}", CASCADE)))
    return ModelState("core", name, fields)


def test_a_new_model_is_built_alone_and_known_to_those_it_points_at() -> None:
    state = ProjectState()
    state.add_model(_state("First"))
    state.add_model(_state("Second", "First"))
    first, second = (state.apps.get_model("core", name) for name in ("First", "Second"))
    with new_models_alone():
        state.add_model(_state("Third", "First"))
    third = state.apps.get_model("core", "Third")
    assert state.apps.get_model("core", "First") is first
    assert state.apps.get_model("core", "Second") is second
    assert third._meta.get_field("to").related_model is first
    assert {one.related_model for one in first._meta.related_objects} == {second, third}


def test_a_model_that_stands_is_built_anew_with_all_that_know_it() -> None:
    state = ProjectState()
    state.add_model(_state("First"))
    first = state.apps.get_model("core", "First")
    with new_models_alone():
        state.add_model(_state("First"))
        assert state.apps.get_model("core", "First") is not first
    state.add_model(_state("Second", "First"))
    assert state.apps.get_model("core", "Second")._meta.get_field("to").related_model
