"""The mails that the product has really sent, read from its outbox."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@dataclass(frozen=True)
class Mail:
    """One mail as its reader sees it."""

    name: str
    to: str
    subject: str
    text: str
    headers: dict[str, str]

    def link(self, holding: str) -> str:
        """The one link of the text in which `holding` stands."""
        found = {link for link in LINK.findall(self.text) if holding in link}
        assert len(found) == 1, f"{found} in:\n{self.text}"
        return found.pop()


class Outbox:
    """The folder of `.eml` files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Mail] = {}

    def all(self) -> list[Mail]:
        """Every mail, oldest first."""
        for path in self.folder.glob("[0-9]*.eml"):
            if path.stem not in self._read:
                self._read[path.stem] = _read(path)
        return [self._read[name] for name in sorted(self._read)]

    def to(self, address: str, words: str = "", *, after: str = "") -> list[Mail]:
        """Mails to `address` whose subject or text holds `words`, newer than the one `after`."""
        return [
            mail
            for mail in self.all()
            if address in mail.to
            and mail.name > after
            and words.casefold() in f"{mail.subject}\n{mail.text}".casefold()
        ]

    @property
    def last(self) -> str:
        """The name of the newest mail, to wait for one after it."""
        mails = self.all()
        return mails[-1].name if mails else ""

    def wait_for(
        self, address: str, words: str = "", *, after: str = "", seconds: float = 30
    ) -> Mail:
        """The newest such mail, once there is one."""
        deadline = time.monotonic() + seconds
        while not (found := self.to(address, words, after=after)):
            if time.monotonic() > deadline:
                there = "\n".join(f"{mail.to}: {mail.subject}" for mail in self.all()[-20:])
                raise AssertionError(f"No mail “{words}” to {address}. There are:\n{there}")
            time.sleep(0.1)
        return found[-1]


def _read(path: Path) -> Mail:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    plain = mail.get_body(preferencelist=("plain",))
    assert plain is not None, f"{path} has no plain text"
    return Mail(
        name=path.stem,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        text=plain.get_content(),
        headers={name: str(value) for name, value in mail.items()},
    )
