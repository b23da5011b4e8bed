"""A WSGI application served as in production."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.figures import ROOT


@contextmanager
def served(application: str, env: dict[str, str]) -> Iterator[str]:
    """By gunicorn: two workers of four threads."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        *options,
        "--bind",
        f"127.0.0.1:{port}",
    ]
    process = subprocess.Popen(
        [*command, "--log-level", "error"], cwd=ROOT, env=env | {"PYTHONPATH": str(ROOT)}
    )
    try:
        deadline = time.monotonic() + 30
        while not _answers(port):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        time.sleep(2)  # until the workers have loaded it
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
