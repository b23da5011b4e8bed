"""A backup under a key, and what brings it back. Votes' papers and envelopes are not in it.

The file: a mark, a random salt, then pieces of `pg_dump`'s archive, each sealed with AES-256-GCM
under a key derived for this file (HKDF, RFC 5869). The number of a piece is its nonce, and whether it
is the last is authenticated with it, so that pieces are neither swapped nor cut off unseen.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection

from ballots.box import SCHEMA
from config.embedded import places
from core import append_only

MARK = b"rank-and-file backup 1\n"
SALT, PIECE, TAG = 32, 1 << 20, 16


class BackupError(Exception):
    """It cannot be written, read or brought back; the sentence says why."""


def new_key(file: Path) -> None:
    """Write a key that only its owner reads; one that is there stays."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(os.urandom(32).hex() + "\n")


def read_key(file: Path) -> bytes:
    """The 32 bytes that stand in hexadecimal in the file."""
    try:
        key = bytes.fromhex(file.read_text().strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != 32:
        raise BackupError(f"{file} holds no key. “manage.py backup --new-key {file}” makes one.")
    return key


def write(out: IO[bytes], key: bytes) -> None:
    """Dump the database, without the ballot box, sealed into `out`."""
    with _running("pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                  f"--exclude-schema={SCHEMA}", stdout=subprocess.PIPE) as dump:  # fmt: skip
        assert dump.stdout is not None
        seal(dump.stdout, out, key)
    if dump.returncode:
        raise BackupError("pg_dump could not read the database; what it said stands above.")


def bring_back(archive: IO[bytes], key: bytes) -> None:
    """Restore into an empty database, in one transaction: a faulty file leaves it empty."""
    if connection.introspection.table_names():
        raise BackupError("This database is not empty. Restore into a new one.")
    connection.close()
    with _running("pg_restore", "--no-owner", "--no-privileges", "--single-transaction",
                  "--exit-on-error", f"--dbname={_settings()['PGDATABASE']}",
                  stdin=subprocess.PIPE) as restore:  # fmt: skip
        assert restore.stdin is not None
        try:
            for piece in unseal(archive, key):
                restore.stdin.write(piece)
            restore.stdin.close()
        except BackupError:
            restore.kill()
            raise
        except BrokenPipeError:
            pass  # it says itself what it could not do
    if restore.returncode:
        raise BackupError("pg_restore could not write the database; what it said stands above.")
    with connection.cursor() as cursor:
        cursor.execute(append_only.REVOKE)


def seal(plain: IO[bytes], out: IO[bytes], key: bytes) -> None:
    """Write `plain`, sealed piece by piece."""
    salt = os.urandom(SALT)
    cipher = _cipher(key, salt)
    out.write(MARK + salt)
    number, piece = 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        out.write(cipher.encrypt(_nonce(number), piece, _place(is_last=not following)))
        if not following:
            return
        number, piece = number + 1, following


def unseal(archive: IO[bytes], key: bytes) -> Iterator[bytes]:
    """What was sealed, piece by piece; `BackupError` at the first that is not as it was."""
    if archive.read(len(MARK)) != MARK:
        raise BackupError("This is no backup of this product.")
    cipher = _cipher(key, archive.read(SALT))
    number, piece = 0, archive.read(PIECE + TAG)
    while True:
        following = archive.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number), piece, _place(is_last=not following))
        except InvalidTag:
            raise BackupError("The key is another, or the file was cut or changed.") from None
        if not following:
            return
        number, piece = number + 1, following


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, MARK).derive(key))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _place(*, is_last: bool) -> bytes:
    return b"last" if is_last else b"more"


def _running(tool: str, *words: str, **pipes: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([_found(tool), *words], env=os.environ | _settings(), **pipes)  # type: ignore[call-overload,no-any-return]


def _found(tool: str) -> str:
    """The tool that belongs to the embedded server; else the one that is installed."""
    try:
        own = places.postgres_tree(None) / "bin" / tool
    except Exception:
        own = Path(tool)
    found = str(own) if own.exists() else shutil.which(tool)
    if found is None:
        raise BackupError(f"{tool} is not installed. It comes with PostgreSQL's client.")
    return found


def _settings() -> dict[str, str]:
    """Where the database is, as PostgreSQL's own tools read it; no password on a command line."""
    given = connection.settings_dict
    named = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"] or ""),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
    }
    return {name: value for name, value in named.items() if value}
