"""A pytest plugin: an empty PostgreSQL and Valkey for this run, before Django reads its settings.

`DATABASE_URL` and `REDIS_URL` in the environment are used instead. Each xdist worker has its own
database (pytest-django's) and its own Valkey number.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import pytest

from config.embedded import throwaway

_open = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    os.environ.setdefault("INSECURE_TEST_KEYS", "1")
    os.environ.setdefault("STATIC_COLLECTED", "false")
    os.environ["DEMO"] = "false"  # a test that wants the demonstration asks for it
    if not worker:
        if "VAR_DIR" not in os.environ:
            folder = tempfile.mkdtemp(prefix="rank-and-file-var-")
            os.environ["VAR_DIR"] = folder
            _open.callback(shutil.rmtree, folder, ignore_errors=True)
        if "DATABASE_URL" not in os.environ or "REDIS_URL" not in os.environ:
            database, redis = _open.enter_context(throwaway.servers())
            os.environ.setdefault("DATABASE_URL", database)
            os.environ.setdefault("REDIS_URL", redis)
    else:
        parts = urlsplit(os.environ["REDIS_URL"])
        if parts.scheme != "unix":
            number = int(parts.path.strip("/") or 0) + 1 + int(worker.removeprefix("gw"))
            os.environ["REDIS_URL"] = urlunsplit(parts._replace(path=f"/{number}"))


def pytest_unconfigure() -> None:
    _open.close()
