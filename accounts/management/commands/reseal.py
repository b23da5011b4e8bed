"""`manage.py reseal`: after a new key was put in front of `FIELD_KEYS`."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.operations.sealing import reseal


class Command(BaseCommand):
    help = "Write every sealed address, label and session under the newest of FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done in reseal():
            self.stdout.write(f"{done} rows", ending="\r")
        self.stdout.write(f"{done} rows lie under the newest key; older keys can be removed.")
