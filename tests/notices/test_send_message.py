"""Queueing a message, taking it back, and a broker that is away."""

import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache

from accounts.models import User
from notices import schedule, tasks, waking
from notices.models import Message
from notices.operations import deliveries
from notices.operations.messages import cancel_message, send_message
from tests.conftest import NOW
from tests.factories_notices import MailServer

pytestmark = pytest.mark.django_db


def queue(key: str = "called:1", **fields: Any) -> Message:
    return send_message(
        key,
        category="meetings",
        audience="notices.tested",
        about=fields.pop("about", {"users": []}),
        template="tests/email/plain",
        context={},
        at=NOW,
        **fields,
    )


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "_resting_until", 0.0)


@pytest.fixture(params=["nobody listens", "nobody answers"])
def broker_away(request: pytest.FixtureRequest) -> Iterator[None]:
    """A port where nobody listens, or where somebody accepts and says nothing."""
    usual = current_app.conf.broker_url
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if request.param == "nobody answers":
            silent.listen(50)
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        current_app.conf.broker_url = current_app.conf.broker_write_url = address
        yield
        current_app.conf.broker_url = current_app.conf.broker_write_url = usual


def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which messages a worker was told of."""
    calls: list[str] = []
    monkeypatch.setattr(waking, "wake", calls.append)
    return calls


def test_the_same_key_again_is_the_same_message(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = woken(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        assert queue() == queue()
    assert calls == [Message.objects.get().public_id]


def test_a_later_message_waits_for_the_tick(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = woken(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        message = queue(due_at=NOW + timedelta(hours=1))
    schedule.wake_due_messages(NOW)
    assert calls == []
    schedule.wake_due_messages(NOW + timedelta(hours=1))
    assert calls == [message.public_id]


def test_a_message_that_has_not_begun_can_be_taken_back() -> None:
    queue(due_at=NOW + timedelta(hours=1))
    assert cancel_message("called:1", at=NOW) is True
    assert Message.objects.get().cancelled_at == NOW
    assert cancel_message("called:1", at=NOW) is False
    assert cancel_message("never made", at=NOW) is False
    assert not Message.objects.with_work(NOW + timedelta(hours=2)).exists()


@pytest.mark.usefixtures("broker_away")
def test_a_broker_that_is_away_holds_nobody_up_and_loses_nothing(
    people: list[User],
    mail_server: MailServer,
    deliver: Callable[..., Message],
    django_capture_on_commit_callbacks: Any,
) -> None:
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(20):
            queue(f"called:{number}", about={"users": [one.pk for one in people]})
    assert time.monotonic() - began < 2.5
    waiting = list(Message.objects.with_work(NOW))
    assert len(waiting) == 20
    for message in waiting:
        tasks.deliver(message.public_id) if message.key == "called:0" else deliver(message)
    assert len(mail_server.mails) == 60


def test_a_wake_up_reaches_the_broker() -> None:
    with current_app.connection_for_read() as connection:
        queue_of_tasks = connection.SimpleQueue("celery")
        queue_of_tasks.clear()
        waking.wake("abcabcabcabc")
        heard = queue_of_tasks.get(timeout=2)
        queue_of_tasks.clear()
        queue_of_tasks.close()
    assert heard.headers["task"] == "notices.tasks.deliver"
    assert "abcabcabcabc" in heard.headers["argsrepr"]


def test_one_wake_up_of_a_message_waits_in_the_queue() -> None:
    with current_app.connection_for_read() as connection:
        queue_of_tasks = connection.SimpleQueue("celery")
        queue_of_tasks.clear()
        for _again in range(3):
            waking.wake("abcabcabcabd")
        assert queue_of_tasks.qsize() == 1
        tasks.deliver("abcabcabcabd")  # begun: what happens from now on needs another look
        waking.wake("abcabcabcabd")
        assert queue_of_tasks.qsize() == 2
        queue_of_tasks.clear()
        queue_of_tasks.close()


def test_a_wake_up_that_reached_nobody_holds_no_other_back(
    broker_away: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    waking.wake("abcabcabcabe")
    monkeypatch.setattr(waking, "_resting_until", 0.0)
    assert cache.get("notices.woken:abcabcabcabe") is None


def test_a_task_that_used_up_its_slice_calls_itself_again(
    monkeypatch: pytest.MonkeyPatch, people: list[User], mail_server: MailServer
) -> None:
    calls = woken(monkeypatch)
    monkeypatch.setattr(deliveries, "SLICE_SECONDS", 0)
    message = queue(about={"users": [one.pk for one in people]})
    tasks.deliver(message.public_id)
    assert calls == [message.public_id]
