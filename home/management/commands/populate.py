"""`manage.py populate --times 99`: the demonstration a hundred times, to see how a full server behaves."""

import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from committees.models import Committee, Membership
from home.demo.multiplying import analyse, multiply

MOST = 1000


class Command(BaseCommand):
    help = "Copies the demonstration world many times over, for tests of size."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--times", type=int, default=9, help=f"how many copies, 1 to {MOST}")

    def handle(self, *, times: int, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Only a demonstration is copied. Set DEMO=true, with a database of its own."
            )
        if not Committee.objects.exists():
            raise CommandError("There is nothing to copy. Run manage.py populate_demo first.")
        if not 1 <= times <= MOST:
            raise CommandError(f"--times takes 1 to {MOST}.")
        began = time.monotonic()
        added = multiply(times)
        analyse()
        self.stdout.write(
            f"{sum(added.values()):,} rows in {time.monotonic() - began:.0f} s: now"
            f" {Committee.objects.count():,} committees, {Membership.objects.count():,} memberships."
        )
