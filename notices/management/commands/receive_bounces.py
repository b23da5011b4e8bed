"""What arrives at the return paths (`bounces+…@`): from a mail server's pipe, or a Maildir."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from core import clock
from notices.operations import bounces
from notices.operations.bounces import Received
from notices.reports import Said

LONGEST = 1024 * 1024  # bytes; what returned mail adds after them says nothing more
_SENTENCES = {
    Said.HARD: "The address takes no mail.",
    Said.SOFT: "A mail was not delivered this time; counted.",
    Said.WAITING: "A server is still trying; nothing changed.",
    Said.DELIVERED: "A server says that it passed the mail on; nothing changed.",
    Said.NOT_THE_ADDRESS: "Refused, but not for the address; nothing changed.",
    Said.AUTOMATIC: "An automatic reply; nothing changed.",
    Said.NO_BOUNCE: "This is no bounce; nothing changed.",
    Said.NOBODYS: "It came to no return path of an account here; nothing changed.",
    Said.UNREADABLE: "This mail cannot be read; nothing changed.",
}
_COUNTED = (Said.HARD, Said.SOFT)


class Command(BaseCommand):
    help = (
        "Count a bounce: one mail on standard input or, with --maildir, every new one of a Maildir. "
        "What was read from a Maildir is deleted, whatever it was, since bounces repeat addresses: "
        "let nothing else be delivered there. Says what was understood, and exits with 0; with 75 "
        "where the database is away, so that a mail server tries again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--maildir", type=Path, metavar="DIR", help="the folder that holds new/"
        )

    def handle(self, *args: Any, maildir: Path | None = None, **options: Any) -> None:
        if maildir is None:
            self.stdout.write(_sentence(_received(_whole(sys.stdin.buffer))))
            return
        found = Counter(_emptied(maildir))
        counted = sum(found[said] for said in _COUNTED)
        self.stdout.write(
            f"{found.total()} read: {found[Said.HARD]} from addresses that take no mail, "
            f"{found[Said.SOFT]} not delivered this time, {found.total() - counted} that change nothing."
        )


def _sentence(received: Received) -> str:
    code = f" ({received.code})" if received.code else ""
    stopped = " Mail to it is stopped." if received.is_stopped else ""
    return f"{_SENTENCES[received.said]}{code}{stopped}"


def _whole(pipe: BinaryIO) -> bytes:
    """The mail, cut short where it is too long; the rest is read too, or the writer would fail."""
    content = pipe.read(LONGEST)
    while pipe.read(LONGEST):
        pass
    return content


def _received(content: bytes) -> Received:
    try:
        return bounces.receive(content, at=clock.now())
    except (DatabaseError, InterfaceError):
        away = "The database does not answer; try this mail again."
        raise CommandError(away, returncode=os.EX_TEMPFAIL) from None


def _emptied(maildir: Path) -> Iterator[Said]:
    """What each new mail said; each is deleted once it is counted."""
    folder = maildir / "new"
    if not folder.is_dir():
        raise CommandError("This is no Maildir: it holds no folder named new.")
    try:
        for file in sorted(folder.iterdir()):
            if file.is_symlink() or not file.is_file():
                continue
            with file.open("rb") as mail:
                content = mail.read(LONGEST)
            yield _received(content).said
            file.unlink(missing_ok=True)
    except OSError as fault:
        raise CommandError(f"The Maildir cannot be emptied: {fault.strerror}.") from None
