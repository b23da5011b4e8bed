"""The tick: once a minute each app's `schedule.py` asks the database what is due."""

from celery import shared_task

from core import clock, ticking
from core.discovery import discover


@shared_task(name="config.tick")
def tick() -> None:
    """Call every registered duty with one and the same moment."""
    discover("schedule")
    ticking.run(clock.now())
