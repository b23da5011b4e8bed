"""A backup is unreadable without its key, and a restore into an empty database is rehearsed here."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from ballots import box
from config import backup
from core.models import Event
from tests.factories import NOW

KEY = bytes(range(32))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def empty_database() -> Iterator[str]:
    """A second database beside the one of the tests."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    call_command("backup", new_key=file)
    return file


def _in(name: str, file: Path, key: Path) -> None:
    """Restore there; the connection of the tests is back at its own database afterwards."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("restore", file, key=key)
        assert User.objects.get().email == "planted@mail.example"
        assert Event.objects.get().name == "tests.done"
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'core_event'::regclass")
            assert ("core_event_is_kept",) in cursor.fetchall()
            cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [box.SCHEMA])
            assert cursor.fetchone() == (0,)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _filled() -> None:
    User.objects.create_user("planted@mail.example")
    Event.objects.create(name="tests.done", at=NOW, subject_type="tests.thing", subject="x")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {box.SCHEMA}")
        cursor.execute(f"CREATE TABLE {box.SCHEMA}.planted AS SELECT 1 AS one")


@pytest.fixture(autouse=True)
def _no_planted_box() -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {box.SCHEMA}.planted")


def test_what_was_backed_up_comes_back_into_an_empty_database_without_the_ballot_box(
    empty_database: str, key: Path, tmp_path: Path
) -> None:
    _filled()
    file = tmp_path / "backup"
    call_command("backup", file, key=key)
    for word in (b"PGDMP", b"core_event", b"tests.done", b"planted"):
        assert word not in file.read_bytes()
    _in(empty_database, file, key)


def test_a_cut_or_changed_file_or_another_key_leaves_the_database_empty(
    empty_database: str, key: Path, tmp_path: Path
) -> None:
    _filled()
    file, other = tmp_path / "backup", tmp_path / "other"
    call_command("backup", file, key=key)
    call_command("backup", new_key=other)
    whole = file.read_bytes()
    for bad, with_key in (
        (whole[:-40], key),
        (whole[:-1] + bytes([whole[-1] ^ 1]), key),
        (whole, other),
        (b"something else", key),
    ):
        file.write_bytes(bad)
        with pytest.raises(CommandError):
            _in(empty_database, file, with_key)
    file.write_bytes(whole)
    _in(empty_database, file, key)


def test_a_database_that_is_in_use_is_not_written_over(key: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    call_command("backup", file, key=key)
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", file, key=key)


def test_the_key_is_made_once_and_read_by_its_owner_alone(key: Path, tmp_path: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="There is a key already"):
        call_command("backup", new_key=key)
    key.write_text("short")
    with pytest.raises(CommandError, match="holds no key"):
        call_command("backup", tmp_path / "backup", key=key)
    with pytest.raises(CommandError, match="Name the file"):
        call_command("backup")


@pytest.mark.parametrize("size", [0, 1, backup.PIECE, backup.PIECE + 1, 2 * backup.PIECE])
def test_pieces_are_neither_swapped_nor_cut(size: int) -> None:
    plain, sealed = bytes(size), io.BytesIO()
    backup.seal(io.BytesIO(plain), sealed, KEY)
    assert b"".join(backup.unseal(io.BytesIO(sealed.getvalue()), KEY)) == plain
    head = len(backup.MARK) + backup.SALT
    pieces = sealed.getvalue()[head:]
    step = backup.PIECE + backup.TAG
    if len(pieces) > step:
        for bad in (pieces[:step], pieces[step:] + pieces[:step]):
            with pytest.raises(backup.BackupError):
                list(backup.unseal(io.BytesIO(sealed.getvalue()[:head] + bad), KEY))
