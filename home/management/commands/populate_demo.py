"""`manage.py populate_demo`: make the demonstration world, once, in an empty database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from committees.models import Committee
from core import clock
from home.demo.populate import World


class Command(BaseCommand):
    help = "Makes the demonstration world by the operations themselves."

    def handle(self, **_options: object) -> None:
        if Committee.objects.exists():
            raise CommandError("There are committees already; the world is made in an empty place.")
        with transaction.atomic(), _without_savepoints():
            World(clock.now(), self.stdout.write).make()


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """A fault undoes the whole world, so no operation needs undoing alone: a third less to send."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        del connection.features.uses_savepoints
