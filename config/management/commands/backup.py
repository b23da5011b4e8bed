"""`manage.py backup FILE --key KEYFILE`: the database without the ballot box, under a key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import backup


class Command(BaseCommand):
    help = "Write the database, without papers and envelopes of votes, into a file under a key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--key", type=Path, help="the file with the key")
        parser.add_argument("--new-key", type=Path, help="make a key and write it there")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["new_key"]:
            try:
                backup.new_key(options["new_key"])
            except FileExistsError:
                raise CommandError("There is a key already; it stays.") from None
            self.stdout.write("Keep this key apart from the backups, and from this machine.")
            return
        if not (options["file"] and options["key"]):
            raise CommandError("Name the file to write, and the --key.")
        part = options["file"].with_suffix(".part")
        try:
            key = backup.read_key(options["key"])
            with part.open("wb") as out:
                backup.write(out, key)
            part.replace(options["file"])
        except backup.BackupError as fault:
            part.unlink(missing_ok=True)
            raise CommandError(str(fault)) from None
        self.stdout.write(f"{options['file'].stat().st_size} bytes. Rehearse the restore.")
