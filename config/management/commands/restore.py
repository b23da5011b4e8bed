"""`manage.py restore FILE --key KEYFILE`: a backup, into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import backup


class Command(BaseCommand):
    help = "Bring a backup back into an empty database; a faulty file leaves it empty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, help="the file with the key")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as archive:
                backup.bring_back(archive, backup.read_key(options["key"]))
        except (backup.BackupError, OSError) as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write("Restored. Votes that were open have lost their papers: look at each.")
