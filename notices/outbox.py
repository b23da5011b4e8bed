"""Mail as files: what `make run` sends, for the page that shows it. Bounded, and never half a file."""

import re
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage as ReadMessage
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

KEPT = 5_000
NAME = re.compile(r"[0-9]{20}-[0-9a-f]{8}")
_HEAD = 8_192  # bytes in which the headers of our mails end


class EmailBackend(BaseEmailBackend):
    """Writes each mail to `OUTBOX_DIR`; the newest 5,000 stay."""

    def __init__(self, *, fail_silently: bool = False, **_options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._is_open = False

    def open(self) -> bool:
        self._is_open = True
        return True

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            prune()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            content: Any = mail.message()  # Django's own kind, which knows `linesep`
            write(content.as_bytes(linesep="\r\n"))
        if not self._is_open:
            prune()
        return len(email_messages)


def write(content: bytes) -> str:
    """The name of the new file; readers see the whole mail or none."""
    folder = _folder()
    name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
    fresh = folder / f".{name}.new"
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.replace(folder / f"{name}.eml")
    return name


def prune() -> None:
    """Drop the oldest beyond 5,000."""
    for name in names()[KEPT:]:
        (_folder() / f"{name}.eml").unlink(missing_ok=True)


def names() -> list[str]:
    """Every mail, newest first."""
    found = (file.stem for file in _folder().glob("*.eml"))
    return sorted((name for name in found if NAME.fullmatch(name)), reverse=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    name: str
    headers: ReadMessage


def entries(recipient: str, first: int, count: int) -> list[Entry]:
    """Mails to `recipient` (or all), newest first; `recipient` may be a part of an address."""
    return list(islice(_entries(recipient.strip().casefold()), first, first + count))


def _entries(recipient: str) -> Iterator[Entry]:
    for name in names():
        try:
            with (_folder() / f"{name}.eml").open("rb") as file:
                head = file.read(_HEAD).split(b"\r\n\r\n")[0]
        except FileNotFoundError:
            continue
        if recipient and recipient.encode() not in head.lower():
            continue
        headers = _read(head)
        if recipient in str(headers["To"]).casefold():
            yield Entry(name, headers)


def mail(name: str) -> ReadMessage | None:
    """One mail; None where there is none of this name."""
    if not NAME.fullmatch(name):
        return None
    try:
        return _read((_folder() / f"{name}.eml").read_bytes())
    except FileNotFoundError:
        return None


def _read(content: bytes) -> ReadMessage:
    return message_from_bytes(content, policy=policy.default)


def _folder() -> Path:
    folder = Path(settings.OUTBOX_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
