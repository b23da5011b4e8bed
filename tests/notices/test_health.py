"""Who of the processes was seen when, and what the operator is told."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from core import clock, retention, ticking
from notices import queries, schedule, watching
from notices.models import Delivery, Failure, Heartbeat, Message, Notice
from notices.operations import failures, hearts
from notices.queries import Health, health
from tests.conftest import NOW
from tests.factories_notices import DeliveryFactory, MessageFactory, NoticeFactory, RefusalFactory

MINUTE = timedelta(minutes=1)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """A process that has said nothing yet, and is not beat."""
    monkeypatch.setattr(watching, "_is_beat", False)
    monkeypatch.setattr(watching, "_worker_said_at", float("-inf"))


def seen(*parts: str) -> None:
    Heartbeat.objects.all().delete()
    for part in parts:
        hearts.seen(part)


def test_when_all_is_well_there_is_nothing_to_say(db: None) -> None:
    seen("beat", "worker", "tick")
    found = health(clock.now())
    assert found.is_up
    assert found.reasons == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("beat", "tick"), ["The worker was never seen."]),
        (("worker", "tick"), ["Beat was never seen."]),
        (("beat", "worker"), ["The worker lives but runs no tick"]),
        ((), ["The worker was never seen.", "Beat was never seen."]),
    ],
)
def test_each_part_that_is_silent_is_named(
    db: None, parts: tuple[str, ...], said: list[str]
) -> None:
    seen(*parts)
    found = health(clock.now())
    assert found.is_up
    for reason, beginning in zip(found.reasons, said, strict=True):
        assert reason.startswith(beginning)


def test_silence_is_told_in_minutes_late_mail_too(db: None) -> None:
    now = hearts.machine_now()
    seen("tick", "mail-away")
    for part in ("beat", "worker"):
        Heartbeat.objects.create(part=part, seen_at=now - 5 * MINUTE)
    DeliveryFactory(message__due_at=now - 20 * MINUTE, message__status="sending")
    failures.report("x", "y", now)
    found = health(now)
    assert found.reasons == [
        "The worker has not answered for 5 minutes: no mail goes out.",
        "Beat has not ticked for 5 minutes: nothing opens or closes by itself.",
        "The mail server does not take our mail. The worker tries again.",
        "The oldest message has been waiting for 20 minutes.",
    ]
    assert (found.messages_due, found.deliveries_open, found.failures_of_a_day) == (1, 1, 1)


def test_health_asks_the_same_few_questions(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        health(NOW)


def test_redis_away_is_told_and_takes_little_time(db: None, settings: Any) -> None:
    seen("beat", "worker", "tick")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found = health(clock.now())
    assert not found.is_up
    assert found.reasons == ["Redis does not answer: mail waits, and goes out when it is back."]


@pytest.fixture
def no_database(transactional_db: None) -> Iterator[None]:
    """The connection's own settings point where nobody listens."""
    usual = connection.settings_dict.copy()
    connection.close()
    connection.settings_dict["PORT"] = 1
    connection.settings_dict["HOST"] = "127.0.0.1"
    yield
    connection.close()
    connection.settings_dict.update(usual)


@pytest.mark.usefixtures("no_database", "watched")
def test_the_database_away_is_told_and_kills_no_process() -> None:
    found = health(clock.now())
    assert not found.is_up
    assert found.reasons == ["The database does not answer."]
    watching.beat_began()
    watching.worker_lives()
    watching.task_failed(exception=ValueError("x"))


def test_both_away_are_both_told() -> None:
    assert len(Health(at=NOW, database=False, redis=False).reasons) == 2


@pytest.mark.usefixtures("watched")
def test_only_beat_speaks_for_beat() -> None:
    watching.beat_sent(sender="config.tick")
    assert hearts.last_seen("beat") is None
    watching.beat_began()
    Heartbeat.objects.all().delete()
    watching.beat_sent(sender="another.task")
    assert hearts.last_seen("beat") is None
    watching.beat_sent(sender="config.tick")
    assert hearts.last_seen("beat") is not None


@pytest.mark.usefixtures("watched")
def test_the_worker_writes_a_sign_of_life_now_and_then() -> None:
    watching.worker_lives()
    first = hearts.last_seen("worker")
    watching.worker_lives()
    assert first is not None
    assert hearts.last_seen("worker") == first


@pytest.mark.usefixtures("watched")
def test_a_failure_holds_no_value() -> None:
    class Sender:
        name = "notices.tasks.deliver"

    watching.task_failed(sender=Sender(), exception=ValueError("ana@mail.example"))
    failure = Failure.objects.get()
    assert (failure.part, failure.sentence) == (
        "notices.tasks.deliver",
        "A task of the worker failed: ValueError.",
    )


def test_a_duty_that_fails_is_written_once_an_hour_and_stops_no_other(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_now: Any) -> None:
        raise KeyError("ana@mail.example")

    monkeypatch.setattr(ticking, "DUTIES", {"tests.broken": broken, "note": schedule.note_tick})
    for at in (NOW, NOW + MINUTE, NOW + 61 * MINUTE):
        ticking.run(at)
    assert [one.sentence for one in Failure.objects.order_by("at")] == [
        "A duty of the clock failed: KeyError."
    ] * 2
    assert hearts.last_seen("tick") is not None


def test_copies_and_recipients_are_gone_after_72_hours(db: None) -> None:
    ended = NOW - timedelta(hours=72)
    old = DeliveryFactory(
        status="sent", finished_at=ended, message__status="sent", message__sent_at=ended
    )
    cancelled = MessageFactory(status="cancelled", cancelled_at=ended)
    stuck = DeliveryFactory(message__due_at=ended)
    fresh = DeliveryFactory(
        status="sent", finished_at=ended + MINUTE, message__status="sent", message__sent_at=ended
    )
    Failure.objects.create(at=NOW - timedelta(days=30), part="x", sentence="y")
    RefusalFactory()
    retention.sweep(NOW)
    assert list(Delivery.objects.all()) == [fresh]
    assert list(Message.objects.all()) == [fresh.message]
    assert not Failure.objects.exists()
    retention.sweep(NOW + MINUTE)
    assert not Message.objects.filter(
        pk__in=[old.message_id, cancelled.pk, stuck.message_id]
    ).exists()
    assert not Message.objects.exists()
    assert queries.health(NOW).messages_due == 0


def test_mail_that_reaches_nobody_is_told_outside_the_demonstration(
    db: None, settings: Any
) -> None:
    settings.EMAIL_URL = "outbox://"
    settings.DEMO = True
    assert not [one for one in health(clock.now()).reasons if "EMAIL_URL" in one]
    settings.DEMO = False
    assert [one for one in health(clock.now()).reasons if "EMAIL_URL" in one]


def test_a_notice_stays_for_thirty_days_and_its_message_with_it(db: None) -> None:
    ended = NOW - timedelta(days=30)
    old, fresh = (
        NoticeFactory(message__status="sent", message__sent_at=at) for at in (ended, ended + MINUTE)
    )
    retention.sweep(NOW)
    assert list(Notice.objects.all()) == [fresh]
    assert list(Message.objects.all()) == [fresh.message]
    fresh.user.delete()
    retention.sweep(NOW)
    assert not Message.objects.exists()
    assert old.pk != fresh.pk
