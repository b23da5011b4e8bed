"""What a monitor reads at `/healthz`."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from notices.models import Heartbeat
from tests.factories import NOW
from tests.factories_notices import MessageFactory

WORDS = {"status", "database", "redis", "worker", "beat", "reasons"}


def _seen(**ago: timedelta) -> None:
    for part, before in ago.items():
        Heartbeat.objects.create(part=part, seen_at=NOW - before)


@pytest.fixture
def alive(db: None) -> None:
    """Every part was seen just now."""
    _seen(worker=timedelta(), beat=timedelta(), tick=timedelta())


@pytest.fixture
def no_database(transactional_db: None) -> Iterator[None]:
    """The connection's own settings point where nobody listens."""
    usual = connection.settings_dict.copy()
    connection.close()
    connection.settings_dict.update({"HOST": "127.0.0.1", "PORT": 1})
    yield
    connection.close()
    connection.settings_dict.update(usual)


def _asked(status: int) -> dict[str, Any]:
    response = Client().get("/healthz")
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    assert "no-store" in response["Cache-Control"]
    found: dict[str, Any] = response.json()
    assert set(found) == WORDS
    return found


@pytest.mark.usefixtures("alive")
def test_all_is_well() -> None:
    assert _asked(200) == {
        "status": "ok",
        "database": "ok",
        "redis": "ok",
        "worker": {"seen_at": NOW.isoformat()},
        "beat": {"seen_at": NOW.isoformat()},
        "reasons": [],
    }


def test_a_worker_that_is_silent_for_three_minutes_is_a_reason_and_no_fault_of_the_web(
    db: None,
) -> None:
    _seen(worker=timedelta(minutes=3, seconds=1), beat=timedelta(), tick=timedelta())
    found = _asked(200)
    assert found["status"] == "ok"
    assert found["reasons"] == ["The worker has not answered for 3 minutes: no mail goes out."]


def test_parts_never_seen_are_named(db: None) -> None:
    found = _asked(200)
    assert found["worker"] == found["beat"] == {"seen_at": None}
    assert found["reasons"] == ["The worker was never seen.", "Beat was never seen."]


@pytest.mark.usefixtures("alive")
def test_a_message_that_is_late_is_a_reason(db: None) -> None:
    MessageFactory(due_at=NOW - timedelta(minutes=30))
    assert _asked(200)["reasons"] == ["The oldest message has been waiting for 30 minutes."]


@pytest.mark.usefixtures("alive")
def test_redis_down_is_503(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found = _asked(503)
    assert (found["status"], found["database"], found["redis"]) == ("down", "ok", "down")
    assert found["reasons"] == ["Redis does not answer: mail waits, and goes out when it is back."]


@pytest.mark.usefixtures("no_database")
def test_the_database_down_is_503() -> None:
    found = _asked(503)
    assert (found["status"], found["database"], found["redis"]) == ("down", "down", "ok")
    assert found["reasons"] == ["The database does not answer."]


@pytest.mark.usefixtures("alive")
def test_the_answer_does_not_depend_on_who_asks(as_: Any, member: Any) -> None:
    assert as_(member).get("/healthz").json()["status"] == "ok"
