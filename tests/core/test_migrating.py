"""A table is created with its constraints and indexes."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.models import CharField, CheckConstraint, Index, Q

from core.migrating import with_the_table

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
