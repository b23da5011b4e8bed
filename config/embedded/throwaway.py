"""Both servers for one run of the tests, in a folder that goes with them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import locks, places, postgres, valkey

PREFIX = "rank-and-file-tests-"


@contextmanager
def servers() -> Iterator[tuple[str, str]]:
    """Give the addresses of an empty PostgreSQL and an empty Valkey while the block runs."""
    _sweep()
    folder = places.own_folder(Path(tempfile.mkdtemp(prefix=PREFIX)), on_the_way=True)
    try:
        with (
            locks.held(folder / "lock"),
            postgres.running(folder / "postgres", durable=False) as database_url,
            valkey.running(folder / "valkey") as redis_url,
        ):
            yield database_url, redis_url
    finally:
        _remove(folder)


def _sweep() -> None:
    """Remove what killed runs left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        is_ours = folder.lstat().st_uid == os.geteuid()
        lock = folder / "lock"
        if is_ours and lock.exists() and not locks.is_held(lock):
            _remove(folder)


def _remove(folder: Path) -> None:
    elsewhere = places.enterable_home(folder / "postgres")
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
