"""`manage.py populate_demo`: make the demonstration world, once, in an empty database."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from committees.models import Committee
from core import clock
from home.demo.populate import World


class Command(BaseCommand):
    help = "Makes the demonstration world by the operations themselves."

    def handle(self, **_options: object) -> None:
        if Committee.objects.exists():
            raise CommandError("There are committees already; the world is made in an empty place.")
        with transaction.atomic():
            World(clock.now(), self.stdout.write).make()
