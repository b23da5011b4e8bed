"""That what grows is noticed: more questions, and a large table that is read from end to end."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from core.models import Event
from tests.conftest import NOW
from tests.growth.plans import Watch, counting, sizes, watching
from tests.growth.report import GROWING, READ_WHOLE, faults, page

pytestmark = pytest.mark.django_db


def looked_at(asked: int, whole: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    one = {"role": "member", "name": "committee", "path": "/", "asked": asked, "ms": 10.0}
    return {
        "committees": 2,
        "memberships": 30,
        "rows": 1000,
        "pages": [one | changes],
        "duties": [{"name": "app.duty", "asked": 3, "ms": 1.0}],
        "read whole": whole or {},
    }


def test_a_page_that_asks_more_is_named() -> None:
    (fault,) = faults([looked_at(5), looked_at(6)])
    assert fault == "member committee / asks 6 questions, and asked 5"
    assert faults([looked_at(5), looked_at(5)]) == []
    excused = {"name": next(iter(GROWING))}
    assert faults([looked_at(5, **excused), looked_at(6, **excused)]) == []


def test_a_duty_that_asks_more_is_named() -> None:
    last = looked_at(5)
    last["duties"][0]["asked"] = 4
    assert faults([looked_at(5), last]) == ["app.duty asks 4 questions, and asked 3"]


def test_a_table_that_is_read_whole_is_named() -> None:
    statement = "SELECT 1 FROM core_event"
    (fault,) = faults([looked_at(5), looked_at(5, {statement: "core_event"})])
    assert fault == f"core_event is read whole by: {statement}"
    known = f"SELECT {next(iter(READ_WHOLE))}"
    assert faults([looked_at(5), looked_at(5, {known: "core_event"})]) == []


def test_the_page_shows_each_size() -> None:
    text = page([looked_at(5), looked_at(6)], datetime(2026, 1, 2, tzinfo=UTC))
    assert "Written on 2026-01-02" in text
    assert "| member committee / | 10 ms | 10 ms |" in text


def test_the_watch_sees_how_the_server_would_read() -> None:
    Event.objects.bulk_create(
        Event(at=NOW, name="core.seen", subject_type="core.event", subject=f"{number:012}")
        for number in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_event")
    table = Event._meta.db_table
    rows = sizes()[table]
    assert rows >= 2000
    with watching(Watch({table: 5_000})) as watch:
        assert Event.objects.filter(subject=f"{7:012}").count() == 1
        assert watch.read_whole == {}
        assert not Event.objects.filter(data={"nothing": 1}).exists()
        assert set(watch.read_whole.values()) == {table}
        assert watch.asked == 2
    with watching(Watch({table: 4_999})) as watch:
        assert not Event.objects.filter(data={"nothing": 1}).exists()
        assert watch.read_whole == {}
    with counting() as asked:
        Event.objects.count()
    assert len(asked) == 1
