"""`manage.py import_committee FILE --trust KEY`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archives.kinds import LEFT
from archives.opening import Faulty, read_archive
from archives.operations.moving import CLAIMED_WITHIN, Imported, import_committee
from core import clock
from core.decision import Refused


class Command(BaseCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Take in a committee from the archive of another server: all of it, or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("The archive, as it was fetched there."))
        parser.add_argument(
            "--trust",
            default="",
            metavar="KEY",
            help=_(
                "The key of the server it comes from, as it stands there under"
                " /.well-known/archive-key.txt. Compare it before you trust it."
            ),
        )

    def handle(self, *_args: Any, file: Path, trust: str, **_options: Any) -> None:
        try:
            with file.open("rb") as stream:
                archive = read_archive(stream, trusted=trust.strip())
            self._say(import_committee(archive, at=clock.now()))
        except OSError as fault:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s.")
                % {"file": file, "reason": fault.strerror or fault}
            ) from None
        except (Faulty, Refused) as fault:
            raise CommandError(f"{fault} " + _("Nothing was taken in.")) from None

    def _say(self, came: Imported) -> None:
        """What came, by kind; what did not, and why; what is to be done next."""
        self.stdout.write(_("Taken in: %(name)s.") % {"name": came.committee.name})
        for key, count in came.counts.items():
            words = apps.get_model(key)._meta.verbose_name_plural
            self.stdout.write(f"  {count} {words}")
        self.stdout.write(_("Not in an archive:"))
        for reason in dict.fromkeys(LEFT.values()):
            names = [key for key, why in LEFT.items() if why == reason]
            self.stdout.write(f"  {', '.join(names)}: {reason}")
        waiting = ngettext(
            "%(count)d member is waited for until %(days)d days from now, with the code from the mail.",
            "%(count)d members are waited for until %(days)d days from now, with the code from the mail.",
            came.waiting,
        )
        self.stdout.write(waiting % {"count": came.waiting, "days": CLAIMED_WITHIN.days})
