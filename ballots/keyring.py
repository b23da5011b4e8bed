"""The server's keys of one vote: files outside database and backups, destroyed one by one.

`issuer` signs papers, until the close. `receipt` signs receipts and lists, until the final list.
`holder` is the host's own part in the opening, where no tellers hold keys, until the board stands.
"""

import os
import re
import secrets
import struct
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from ballots.protocol.holders import HolderKeys
from ballots.protocol.issuer import IssuerKey

ISSUER, RECEIPT, HOLDER = "issuer", "receipt", "holder"
PURPOSES = (ISSUER, RECEIPT, HOLDER)
LENGTH = 32
_CONTEST = re.compile(r"[0-9a-z]{12}")
_NAME = re.compile(r"([0-9a-z]{12})\.(issuer|receipt|holder)")


class KeyLost(RuntimeError):
    """A key that should be here is not, or is not what was written."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The two keys that sign papers (section 3)."""

    envelope: IssuerKey = field(repr=False)
    ballot: IssuerKey = field(repr=False)


def make(contest: str, *, with_holder: bool) -> None:
    """Make the keys of a contest that are not there yet, safely on the disk before this returns."""
    if not _file(contest, ISSUER).exists():
        keys = [IssuerKey.generate().to_bytes() for _purpose in ("envelope", "ballot")]
        _write(contest, ISSUER, b"".join(struct.pack(">I", len(key)) + key for key in keys))
    for purpose in (RECEIPT, HOLDER) if with_holder else (RECEIPT,):
        if not _file(contest, purpose).exists():
            _write(contest, purpose, secrets.token_bytes(LENGTH))


def issuer(contest: str) -> Issuer:
    """The keys that sign papers. Raises `KeyLost`."""
    stored, keys, at = _read(contest, ISSUER), [], 0
    try:
        for _key in range(2):
            (length,) = struct.unpack_from(">I", stored, at)
            keys.append(IssuerKey.from_bytes(stored[at + 4 : at + 4 + length]))
            at += 4 + length
    except (struct.error, ValueError):
        raise KeyLost from None
    return Issuer(*keys)


def receipt(contest: str) -> bytes:
    """The seed of the Ed25519 key that signs receipts and lists. Raises `KeyLost`."""
    return _seed(contest, RECEIPT)


def holder(contest: str) -> HolderKeys:
    """The host's keys as a holder. Raises `KeyLost`."""
    return HolderKeys(_seed(contest, HOLDER))


def destroy(contest: str, *purposes: str) -> None:
    """Overwrite and remove these keys; nothing happens where there are none."""
    for purpose in purposes or PURPOSES:
        file = _file(contest, purpose)
        try:
            with file.open("r+b") as out:
                out.write(os.urandom(file.stat().st_size))
                out.flush()
                os.fsync(out.fileno())
        except FileNotFoundError:
            continue
        file.unlink(missing_ok=True)
        _sync_folder(file.parent)


def held() -> dict[str, set[str]]:
    """The contests that have keys here, and which."""
    folder: Path = settings.ELECTION_SECRETS_DIR
    found: dict[str, set[str]] = {}
    for file in folder.glob("*"):
        if match := _NAME.fullmatch(file.name):
            found.setdefault(match[1], set()).add(match[2])
    return found


def _seed(contest: str, purpose: str) -> bytes:
    stored = _read(contest, purpose)
    if len(stored) != LENGTH:
        raise KeyLost
    return stored


def _read(contest: str, purpose: str) -> bytes:
    try:
        return _file(contest, purpose).read_bytes()
    except FileNotFoundError:
        raise KeyLost from None


def _write(contest: str, purpose: str, content: bytes) -> None:
    file = _file(contest, purpose)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_suffix(f".{purpose}-new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    _sync_folder(file.parent)


def _file(contest: str, purpose: str) -> Path:
    if not _CONTEST.fullmatch(contest) or purpose not in PURPOSES:
        raise ValueError("That is not the identifier of a contest's key.")
    folder: Path = settings.ELECTION_SECRETS_DIR
    return folder / f"{contest}.{purpose}"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
