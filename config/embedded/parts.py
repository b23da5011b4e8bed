"""The parts of the product as children of the supervisor."""

import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from config import environment
from config.embedded import child, postgres, valkey
from config.embedded.supervisor import Part, Process

MANAGE = str(environment.ROOT / "manage.py")


def database(cluster: postgres.Cluster, port: int) -> Part:
    """The embedded PostgreSQL on `port`."""

    def start(log: IO[bytes]) -> Process:
        cluster.prepare()  # clears what a killed server left
        return cluster.start(port, log)

    return Part(
        name="database",
        start=start,
        is_ready=lambda: postgres.is_ready(cluster.url(port)),
        is_server=True,
        gentle=signal.SIGINT,
    )


def broker(instance: valkey.Instance) -> Part:
    """The embedded Valkey."""
    return Part(
        name="broker",
        start=instance.start,
        is_ready=lambda: valkey.is_ready(instance.url),
        is_server=True,
        patience=15,
    )


def web(listening: socket.socket, env: dict[str, str]) -> Part:
    """Django and the live endpoint on one port."""
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/live/healthz"

    def is_ready() -> bool:
        try:
            # Briefly: nobody hears a Ctrl-C meanwhile.
            with urllib.request.urlopen(address, timeout=0.3) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    descriptor = listening.fileno()
    command = ["config.embedded.serve", str(descriptor)]
    return _python("web", command, env, inherited=[descriptor], is_ready=is_ready)


def worker(env: dict[str, str]) -> Part:
    """The Celery worker."""
    options = ["--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    return _python("worker", ["celery", "-A", "config", "worker", *options], env)


def beat(env: dict[str, str], schedule: Path) -> Part:
    """Celery's clock; its file holds nothing that lasts, and a killed beat may leave it torn."""
    command = ["celery", "-A", "config", "beat", "--pidfile=", "--schedule", str(schedule)]

    def start(log: IO[bytes]) -> Process:
        for file in schedule.parent.glob(f"{schedule.name}*"):
            file.unlink()
        return part.start(log)

    part = _python("beat", command, env)
    return Part(name="beat", start=start)


def manage(*arguments: str) -> list[str]:
    """The command line of a management command."""
    return [sys.executable, MANAGE, *arguments]


def _python(
    name: str,
    command: Sequence[str],
    env: dict[str, str],
    *,
    inherited: Sequence[int] = (),
    is_ready: Callable[[], bool] = lambda: True,
) -> Part:
    def start(log: IO[bytes]) -> Process:
        return child.start(
            [sys.executable, "-m", *command],
            env=env,
            cwd=environment.ROOT,
            output=log,
            inherited=inherited,
        )

    return Part(name=name, start=start, is_ready=is_ready)
