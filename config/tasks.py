"""The tick: once a minute each app's `schedule.py` asks the database what is due."""

from celery import shared_task
from django.utils.module_loading import autodiscover_modules

from core import clock, ticking


@shared_task(name="config.tick")
def tick() -> None:
    """Call every registered duty with one and the same moment."""
    autodiscover_modules("schedule")
    ticking.run(clock.now())
