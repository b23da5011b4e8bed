"""The numbers at /metrics: how the parts are doing, and nobody's data.

What counts people, or what people did, is told in full tens: a smaller number could be somebody.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from core import numbers
from core.models import DeletionStop
from home.middleware import REQUEST
from home.queries.operations import last_swept_at
from notices.models import Delivery, DeliveryStatus
from notices.queries import Health, health

TICK, TICK_SUM = "tick", "tick-seconds"
TICK_SECONDS = ("0.1", "0.3", "1.0", "3.0", "10.0", "30.0", "60.0")
FEWEST = 10  # people
_OURS = "rankandfile"


def note_tick(seconds: float) -> None:
    """A tick took so long."""
    within = next((one for one in TICK_SECONDS if seconds <= float(one)), "+Inf")
    numbers.add(f"{TICK} {within}")
    numbers.add(TICK_SUM, seconds)
    numbers.push()


def metrics(now: datetime) -> bytes:
    """All of them in the text form of Prometheus; those of a part that is away are missing."""
    registry = CollectorRegistry()
    registry.register(_Now(now))
    return generate_latest(registry)


def tens(number: float) -> int:
    """The full tens in it."""
    return int(number) // FEWEST * FEWEST


class _Now(Collector):
    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        found = health(self.now)
        counted = numbers.read()
        up = _gauge("up", "Whether a part answers.", "part")
        up.add_metric(["database"], found.database)
        up.add_metric(["redis"], found.redis)
        yield up
        disk = shutil.disk_usage(settings.VAR_DIR)
        yield _one("disk_free_bytes", "Free where VAR_DIR lies.", disk.free)
        yield _one("disk_size_bytes", "All of that disk.", disk.total)
        yield _requests(counted)
        yield _ticks(counted)
        waiting = numbers.waiting_tasks()
        if waiting is not None:
            yield _one("tasks_waiting", "Tasks no worker has taken, in full tens.", tens(waiting))
        if found.database:
            yield from _of_parts(found)
            yield from _of_mail(found)
            yield from _of_retention()


def _gauge(name: str, words: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{_OURS}_{name}", words, labels=labels)


def _one(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{_OURS}_{name}", words, value=value)


def _requests(counted: dict[str, float]) -> Metric:
    words = "Answers by view and status, in full tens; votes and meetings each together."
    family = CounterMetricFamily(f"{_OURS}_requests", words, labels=["view", "status"])
    for name, number in sorted(counted.items()):
        kind, _blank, rest = name.partition(" ")
        if kind == REQUEST and tens(number):
            view, _blank, status = rest.rpartition(" ")
            family.add_metric([view, status], tens(number))
    return family


def _ticks(counted: dict[str, float]) -> Metric:
    buckets, so_far = [], 0.0
    for within in (*TICK_SECONDS, "+Inf"):
        so_far += counted.get(f"{TICK} {within}", 0)
        buckets.append((within, so_far))
    family = HistogramMetricFamily(f"{_OURS}_tick_seconds", "How long ticks of the clock took.")
    family.add_metric([], buckets, sum_value=counted.get(TICK_SUM, 0))
    return family


def _of_parts(found: Health) -> Iterator[Metric]:
    seen = {
        "worker": found.worker_seen_at,
        "beat": found.beat_seen_at,
        "tick": found.tick_seen_at,
    }
    family = _gauge("silent_seconds", "Since a part was seen; a tick: since one ended.", "part")
    for part, at in seen.items():
        if at is not None:
            family.add_metric([part], max(0.0, (found.at - at).total_seconds()))
    yield family
    if found.tick_seen_at is not None:
        late = (found.at - found.tick_seen_at).total_seconds() - settings.TICK_SECONDS
        yield _one("tick_late_seconds", "By how much the next tick is late.", max(0.0, late))
    yield _one("failures_of_a_day", "Failures of tasks and duties.", found.failures_of_a_day)


def _of_mail(found: Health) -> Iterator[Metric]:
    yield _one("messages_due", "Messages due, in full tens.", tens(found.messages_due))
    words = "How long the oldest message that is due waits, in full minutes."
    yield _one("oldest_message_waits_seconds", words, found.oldest_minutes * 60)
    rows = Delivery.objects.values_list("status").annotate(times=Count("pk")).order_by()
    times = dict(rows)
    family = _gauge("deliveries", "Deliveries of 72 hours by state, in full tens.", "state")
    for state in DeliveryStatus.values:
        family.add_metric([state], tens(times.get(state, 0)))
    yield family


def _of_retention() -> Iterator[Metric]:
    if (at := last_swept_at()) is not None:
        words = "When the rules of retention ran last, by the product's clock."
        yield _one("retention_ran_timestamp_seconds", words, at.timestamp())
    stopped = DeletionStop.now() is not None
    yield _one("retention_stopped", "1 while deletion by rule is stopped.", stopped)
