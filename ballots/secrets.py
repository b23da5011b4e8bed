"""The secret of an open contest: a file outside the database, destroyed at the close.

64 bytes: 32 for marking and sealing ballots, 32 for the lot. Never in a backup: whoever has this
file and the database while voting is open can read who voted how.
"""

import hashlib
import hmac
import os
import re
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

LENGTH = 32
NONCE = 12
_NAME = re.compile(r"[0-9a-z]{12}")


class SecretLost(RuntimeError):
    """The file of an open contest is not there, or is not what was written."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What marks and seals the ballots of one contest, and its lot."""

    box: bytes = field(repr=False)
    lot: bytes = field(repr=False)

    @property
    def commitment(self) -> str:
        """The SHA-256 of the lot's secret, in hex: shown before voting."""
        return hashlib.sha256(self.lot).hexdigest()

    def mark(self, voter: str) -> str:
        """HMAC-SHA256 of the voter, in hex: under which the ballot is found again."""
        return hmac.digest(self._key(b"mark"), voter.encode(), "sha256").hex()

    def seal(self, mark: str, choices: Sequence[int], most: int) -> bytes:
        """A ranking of at most `most` numbers, encrypted; every ballot of a contest is as long."""
        plain = struct.pack(f">{most}H", *choices, *[0] * (most - len(choices)))
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self._key(b"seal")).encrypt(nonce, plain, mark.encode())

    def open(self, mark: str, sealed: bytes) -> tuple[int, ...]:
        """The ranking that `seal` sealed under this mark; `SecretLost` where it is another's."""
        try:
            plain = AESGCM(self._key(b"seal")).decrypt(
                sealed[:NONCE], sealed[NONCE:], mark.encode()
            )
        except InvalidTag:
            raise SecretLost from None
        return tuple(number for number in struct.unpack(f">{len(plain) // 2}H", plain) if number)

    def _key(self, purpose: bytes) -> bytes:
        return hmac.digest(self.box, purpose, "sha256")


def make(contest: str) -> Secret:
    """Write the secret of a contest, safely on the disk before this returns.

    Where it exists already (an opening that was rolled back), that one serves.
    """
    try:
        return read(contest)
    except SecretLost:
        pass
    fresh = Secret(secrets.token_bytes(LENGTH), secrets.token_bytes(LENGTH))
    file = _file(contest)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(fresh.box + fresh.lot)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    _sync_folder(file.parent)
    return fresh


def read(contest: str) -> Secret:
    """The secret of a contest; `SecretLost` where there is none."""
    try:
        stored = _file(contest).read_bytes()
    except FileNotFoundError:
        raise SecretLost from None
    if len(stored) != 2 * LENGTH:
        raise SecretLost
    return Secret(stored[:LENGTH], stored[LENGTH:])


def destroy(contest: str) -> None:
    """Overwrite the file and remove it; nothing happens where there is none."""
    file = _file(contest)
    try:
        with file.open("r+b") as out:
            out.write(os.urandom(2 * LENGTH))
            out.flush()
            os.fsync(out.fileno())
    except FileNotFoundError:
        return
    file.unlink(missing_ok=True)
    _sync_folder(file.parent)


def held() -> list[str]:
    """The contests whose secret lies here."""
    folder: Path = settings.ELECTION_SECRETS_DIR
    return sorted(file.name for file in folder.glob("*") if _NAME.fullmatch(file.name))


def _file(contest: str) -> Path:
    if not _NAME.fullmatch(contest):
        raise ValueError("That is not the identifier of a contest.")
    folder: Path = settings.ELECTION_SECRETS_DIR
    return folder / contest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
