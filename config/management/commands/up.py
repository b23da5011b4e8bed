"""`manage.py up`: the whole product on one machine, until Ctrl-C."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand

from config.embedded import locks, places, postgres, valkey
from config.embedded.start import Start
from config.embedded.supervisor import Ending, PartFailed, Supervisor


class Command(BaseCommand):
    help = "Runs the whole product on this machine: database, broker, web, worker and clock."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="empty the embedded database and make the demonstration world anew",
        )

    def handle(self, *, rebuild: bool, **_options: object) -> None:
        var = places.own_folder(Path(settings.VAR_DIR), on_the_way=True)
        try:
            with locks.held(var / "up.lock") as lock:
                sys.exit(self._run(var, lock, rebuild=rebuild))
        except locks.LockedError as locked:
            where = f" at {locked.holder}" if locked.holder else ""
            self._say(f"Rank & File already runs in this folder{where}. End it there first.")
            sys.exit(1)

    def _run(self, var: Path, lock: locks.Lock, *, rebuild: bool) -> int:
        supervisor = Supervisor(places.own_folder(var / "log"), self._say)
        start = Start(var=var, lock=lock, supervisor=supervisor, say=self._say)
        try:
            with supervisor.listening():
                try:
                    start.everything(rebuild=rebuild)
                    supervisor.watch()
                except Ending:
                    pass
                self._say("Ending.")
        except (
            *(PartFailed, places.PlaceError, postgres.PostgresError, valkey.ValkeyError),
            *(psycopg.Error, OSError),
        ) as error:
            self._say(str(error).strip())
            return 1
        finally:
            start.forget()
        return 0

    def _say(self, sentence: str) -> None:
        """A closed or broken terminal changes nothing."""
        try:
            self.stdout.write(sentence)
            self.stdout.flush()
        except (OSError, ValueError):
            descriptor = os.open(os.devnull, os.O_WRONLY)
            os.dup2(descriptor, 1)
            os.close(descriptor)
