"""What a monitor reads at `/metrics`: for who has the token; numbers, and nobody in them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from committees.models import Membership
from config.tasks import tick
from core import numbers
from core.models import DeletionStop, Event
from core.schedule import SWEPT
from elections.models import Election
from home.queries.metrics import note_tick, tens
from notices.models import Failure, Heartbeat
from tests.factories import NOW, MembershipFactory
from tests.factories_elections import announced
from tests.factories_notices import DeliveryFactory, MessageFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TOKEN = "a-token-of-tests-and-nothing-else"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
Numbers = dict[tuple[str, ...], float]


def _forget() -> None:
    numbers._kept.clear()
    with Redis.from_url(configured.REDIS_URL) as redis:
        redis.delete(numbers.KEY)


@pytest.fixture(autouse=True)
def on(settings: Any) -> Iterator[None]:
    settings.METRICS_TOKEN = TOKEN
    _forget()
    yield
    _forget()


def _read() -> tuple[str, Numbers]:
    """The text, and each number by its name and the values of its labels."""
    answer = Client().get("/metrics", headers=SHOWN)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=")
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    found = {
        (
            sample.name.removeprefix("rankandfile_"),
            *(sample.labels[label] for label in sorted(sample.labels, reverse=True)),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    return text, found


@pytest.mark.parametrize("token", ["", TOKEN])
@pytest.mark.parametrize(
    "shown", ["", "Bearer ", "Bearer another", f"Basic {TOKEN}", f"Bearer {TOKEN}é"]
)
def test_without_the_token_there_is_no_such_page(
    token: str, shown: str, settings: Any, as_: As, coordinator: Membership
) -> None:
    settings.METRICS_TOKEN = token
    for who in (None, coordinator):
        answer = as_(who).get("/metrics", headers={"Authorization": shown})
        assert answer.status_code == 404
        assert b"rankandfile_" not in answer.content


def test_where_no_token_is_set_nothing_is_counted(settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    browser = Client()
    for _time in range(20):
        browser.get("/")
    tick()
    assert numbers.read() == {}


def test_it_can_only_be_read() -> None:
    assert Client().post("/metrics", headers=SHOWN).status_code == 405


@pytest.mark.parametrize(("number", "told"), [(0, 0), (9, 0), (10, 10), (19.0, 10), (1234, 1230)])
def test_people_are_told_in_full_tens(number: float, told: int) -> None:
    assert tens(number) == told


def test_requests_are_counted_by_view_and_told_from_ten_on(as_: As, member: Membership) -> None:
    browser = as_(member)
    address = f"/committees/{member.committee.public_id}/"
    for _time in range(12):
        browser.get(address)
        browser.get("/no/such/page/")
    for _time in range(9):
        browser.get("/search/")
    _text, found = _read()
    assert found["requests_total", "committee", "2xx"] == 10
    assert found["requests_total", "none", "4xx"] == 10
    assert not any("search" in name for name in found)


def test_votes_are_counted_together_whatever_is_done_in_them(
    as_: As, member: Membership, returning_officer: Membership
) -> None:
    election: Election = announced(member.committee, returning_officer)
    for _time in range(11):
        as_(member).get(f"/elections/{election.public_id}/")
        Client().post("/box/nosuchvote/envelopes", b"", content_type="application/octet-stream")
    _text, found = _read()
    views = {name[1] for name in found if name[0] == "requests_total"}
    assert views == {"elections", "ballots"}


def test_it_tells_what_waits_what_is_silent_and_what_failed() -> None:
    for part, minutes in (("worker", 1), ("beat", 2), ("tick", 4)):
        Heartbeat.objects.create(part=part, seen_at=NOW - timedelta(minutes=minutes))
    message = MessageFactory(due_at=NOW - timedelta(minutes=7, seconds=31))
    for _number in range(13):
        DeliveryFactory(message=message)
    DeliveryFactory(message=message, status="sent", finished_at=NOW)
    Failure.objects.create(at=NOW, part="x", sentence="y")
    Event.objects.create(name=SWEPT, at=NOW, subject_type="core.retention", data={})
    _text, found = _read()
    assert found["silent_seconds", "worker"] == 60
    assert found["silent_seconds", "beat"] == 120
    assert found["silent_seconds", "tick"] == 240
    assert found["tick_late_seconds",] == 240 - configured.TICK_SECONDS
    assert found["oldest_message_waits_seconds",] == 420
    assert found["messages_due",] == 0
    assert found["deliveries", "waiting"] == 10
    assert found["deliveries", "sent"] == 0
    assert found["failures_of_a_day",] == 1
    assert found["retention_ran_timestamp_seconds",] == NOW.timestamp()
    assert found["retention_stopped",] == 0
    assert found["up", "database"] == found["up", "redis"] == 1
    assert 0 < found["disk_free_bytes",] <= found["disk_size_bytes",]
    assert found["tasks_waiting",] % 10 == 0


def test_a_tick_is_measured_wherever_it_ran() -> None:
    tick()
    note_tick(45.0)
    note_tick(100.0)
    _text, found = _read()
    assert found["tick_seconds_count",] == 3
    assert found["tick_seconds_sum",] >= 145
    assert found["tick_seconds_bucket", "60.0"] == 2
    assert found["tick_seconds_bucket", "30.0"] == 1


def test_stopped_deletion_is_told() -> None:
    DeletionStop.objects.create(begun_at=NOW)
    assert _read()[1]["retention_stopped",] == 1


def test_redis_away_leaves_out_what_lies_there(settings: Any) -> None:
    usual = settings.REDIS_URL
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    _text, found = _read()
    settings.REDIS_URL = usual
    assert found["up", "redis"] == 0
    assert ("tasks_waiting",) not in found


def test_what_could_not_be_handed_over_is_kept(settings: Any) -> None:
    usual = settings.REDIS_URL
    numbers.add("kept", 2)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    numbers.push()
    settings.REDIS_URL = usual
    assert numbers.read() == {"kept": 2}


def test_nobody_stands_in_it(as_: As, member: Membership) -> None:
    committee = member.committee
    committee.name = "Planted Committee"
    committee.save(update_fields=["name"])
    others = MembershipFactory.create_batch(11, committee=committee)
    planted = {
        "Planted Committee", committee.public_id, member.chosen_name, member.user.email,
        "planted-token", "203.0.113.77", "Planted-Browser",
        *(one.chosen_name for one in others), *(one.user.email for one in others),
    }  # fmt: skip
    browser = as_(member)
    for _time in range(11):
        for path in (
            f"/committees/{committee.public_id}/", "/home/", "/calendar/planted-token.ics",
            f"/search/?q={member.chosen_name}", f"/none/{committee.public_id}/",
        ):  # fmt: skip
            browser.get(path, headers={"User-Agent": "Planted-Browser"}, REMOTE_ADDR="203.0.113.77")
    for one in others:
        message = MessageFactory(context={"name": one.chosen_name}, scope=committee.public_id)
        DeliveryFactory(user=one.user, message=message)
    Failure.objects.create(at=NOW, part="template x", sentence="y", subject=committee.public_id)
    text, found = _read()
    assert found["requests_total", "calendar-feed", "4xx"] == 10
    assert [one for one in planted if one in text] == []
    assert [one for one in planted if one in " ".join(numbers.read())] == []
