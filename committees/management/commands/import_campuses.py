"""`manage.py import_campuses FILE --source hipo|ipeds|csv`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from committees.campus_sources import READERS, BadRow, CampusRow, Unreadable
from committees.operations.campus_imports import import_campuses
from core import clock

ROWS_AT_ONCE = 1000


@dataclass
class Tally:
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    bad: int = 0
    seen: set[str] = field(default_factory=set)


class Command(BaseCommand):
    help = gettext_lazy("Add campuses from a public list; running it again changes nothing.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("The list, as it was downloaded."))
        parser.add_argument(
            "--source",
            required=True,
            choices=sorted(READERS),
            help=_(
                "hipo: the JSON list of university domains; ipeds: an IPEDS HD file; "
                "csv: our own columns."
            ),
        )

    def handle(self, *_args: Any, file: Path, source: str, **_options: Any) -> None:
        tally = Tally()
        waiting: list[CampusRow] = []
        try:
            for row in self._rows(file, source, tally):
                waiting.append(row)
                if len(waiting) == ROWS_AT_ONCE:
                    self._take_in(waiting, tally)
            self._take_in(waiting, tally)
        except Unreadable as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s.")
                % {"file": file, "reason": error.strerror or error}
            ) from None
        self._end_progress(tally)
        if tally.read == tally.bad:
            raise CommandError(_("No row of this file could be used."))
        self._summarise(tally)

    def _rows(self, file: Path, source: str, tally: Tally) -> Iterator[CampusRow]:
        """The good rows, each identifier once; bad ones are reported on the way."""
        with file.open("rb") as stream:
            for row in READERS[source](stream):
                tally.read += 1
                if isinstance(row, BadRow):
                    tally.bad += 1
                    self._report(row)
                elif row.source_id in tally.seen:
                    # Were the second one taken too, each run would change it back and forth.
                    tally.repeated += 1
                else:
                    tally.seen.add(row.source_id)
                    yield row
                if tally.read % ROWS_AT_ONCE == 0:
                    self._show_progress(tally)

    def _take_in(self, waiting: list[CampusRow], tally: Tally) -> None:
        done = import_campuses(waiting, at=clock.now())
        tally.added += done.added
        tally.changed += done.changed
        tally.unchanged += done.unchanged
        waiting.clear()

    def _report(self, row: BadRow) -> None:
        start = "\r\033[K" if self.stderr.isatty() else ""
        line = _("Row %(number)d: %(reason)s") % {"number": row.number, "reason": row.reason}
        self.stderr.write(start + line)

    def _show_progress(self, tally: Tally) -> None:
        line = _("%(count)d rows read, %(bad)d bad.") % {"count": tally.read, "bad": tally.bad}
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{line}", style_func=str, ending="")
            self.stderr.flush()
        else:
            self.stderr.write(line, style_func=str)

    def _end_progress(self, tally: Tally) -> None:
        if self.stderr.isatty() and tally.read >= ROWS_AT_ONCE:
            self.stderr.write("\r\033[K", ending="")

    def _summarise(self, tally: Tally) -> None:
        rows = ngettext("%(count)d row read.", "%(count)d rows read.", tally.read)
        self.stdout.write(
            " ".join(
                [
                    rows % {"count": tally.read},
                    _("Campuses added: %(count)d.") % {"count": tally.added},
                    _("Changed: %(count)d.") % {"count": tally.changed},
                    _("Unchanged: %(count)d.") % {"count": tally.unchanged},
                    _("Repeated rows: %(count)d.") % {"count": tally.repeated},
                    _("Bad rows: %(count)d.") % {"count": tally.bad},
                ]
            )
        )
        if not tally.added and not tally.changed:
            self.stdout.write(_("Nothing has changed: every campus was known already."))
