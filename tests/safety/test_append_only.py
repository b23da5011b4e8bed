"""The log of what happened is added to, and neither changed nor cut, whoever asks the database."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from core import retention
from core.append_only import sweeping
from core.models import Event

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
REFUSED = (InternalError, ProgrammingError)


def _event(at: datetime) -> Event:
    return Event.objects.create(name="tests.done", at=at, subject_type="tests.thing", subject="x")


def _refused(sql: str) -> None:
    with pytest.raises(REFUSED, match="only added to"), transaction.atomic():
        _run(sql)


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _as_the_role_of_a_server(sql: str) -> None:
    """As a role that owns the table and is no superuser; until the end of this savepoint."""
    _run("CREATE ROLE rf_owner_in_a_test")
    _run("GRANT USAGE, CREATE ON SCHEMA public TO rf_owner_in_a_test")
    _run("ALTER TABLE core_event OWNER TO rf_owner_in_a_test")
    _run("SET LOCAL ROLE rf_owner_in_a_test")
    _run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_event SET actor = ''",
        "UPDATE core_event SET at = at - interval '2 years'",
        "DELETE FROM core_event",
        "MERGE INTO core_event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_raw_sql_neither_changes_nor_deletes_what_happened(now: datetime, sql: str) -> None:
    event = _event(now)
    _refused(sql)
    assert Event.objects.get() == event


@pytest.mark.parametrize(
    "change",
    [lambda: Event.objects.update(actor="nobody"), lambda: Event.objects.all().delete()],
)
def test_our_own_code_does_neither(now: datetime, change: Callable[[], object]) -> None:
    _event(now)
    with pytest.raises(REFUSED), transaction.atomic():
        change()


def test_what_is_a_year_old_goes_by_the_sweep_and_by_nothing_else(now: datetime) -> None:
    _event(now - YEAR)
    _refused("DELETE FROM core_event")
    assert retention.sweep(now)["core.Event"] == 1
    _event(now - YEAR)
    _refused("DELETE FROM core_event")


def test_the_sweep_cannot_take_what_is_not_due(now: datetime) -> None:
    _event(now)
    with pytest.raises(REFUSED), transaction.atomic(), sweeping(now):
        Event.objects.all().delete()


def test_even_the_sweep_changes_nothing(now: datetime) -> None:
    _event(now - YEAR)
    with pytest.raises(REFUSED), transaction.atomic(), sweeping(now + YEAR):
        Event.objects.update(name="tests.undone")


def test_the_role_that_owns_the_table_has_no_right_to_change_or_to_empty_it(now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relacl::text FROM pg_class WHERE relname = 'core_event'")
        rights = cursor.fetchone()[0]
    assert rights, "the owner has every right"
    assert "r" in rights.split("=")[1].split("/")[0], rights
    assert not {"w", "D"} & set(rights.split("=")[1].split("/")[0]), rights
    _event(now)
    for sql in ("UPDATE core_event SET actor = ''", "TRUNCATE core_event"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            _as_the_role_of_a_server(sql)
    with pytest.raises(REFUSED, match="only added to"), transaction.atomic():
        _as_the_role_of_a_server("DELETE FROM core_event")
