"""The tick: once a minute each app's `schedule.py` asks the database what is due."""

import time

from celery import shared_task
from django.conf import settings

from core import clock, ticking
from core.discovery import discover
from home.queries.metrics import note_tick


@shared_task(name="config.tick")
def tick() -> None:
    """Call every registered duty with one and the same moment."""
    discover("schedule")
    begun = time.monotonic()
    ticking.run(clock.now())
    if settings.METRICS_TOKEN:
        note_tick(time.monotonic() - begun)
