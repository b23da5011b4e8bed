"""`manage.py stop_deletion`: a court or a law forbids to delete. `--end` lets the rules run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from core.models import DeletionStop


class Command(BaseCommand):
    help = (
        "Stop deletion by the rules of retention. Nothing more is collected than before, people can"
        " still erase what is theirs, and they are told on their page. With --end the rules run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--end", action="store_true", help="let the rules run again")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["end"]:
            since = DeletionStop.begin(clock.now()).begun_at
            self.stdout.write(f"Deletion by rule is stopped since {since:%Y-%m-%d %H:%M} UTC.")
        elif DeletionStop.end(clock.now()):
            self.stdout.write("The rules run again, with the next sweep.")
        else:
            self.stdout.write("Deletion was not stopped.")
