"""The parts of the product as children of the supervisor."""

import signal
import sys
import urllib.error
import urllib.request
from pathlib import Path

from config import environment
from config.embedded import child, postgres, valkey
from config.embedded.supervisor import Part, Process

MANAGE = str(environment.ROOT / "manage.py")


def database(cluster: postgres.Cluster, port: int) -> Part:
    """The embedded PostgreSQL on `port`."""

    def start(log: object) -> Process:
        cluster.prepare()  # clears what a killed server left
        return cluster.start(port, log)  # type: ignore[arg-type]

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


def web(port: int, env: dict[str, str]) -> Part:
    """Django and the live endpoint on one port."""
    address = f"http://127.0.0.1:{port}/live/healthz"

    def is_ready() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    command = [
        *("uvicorn", "config.asgi_dev:application", "--host", "127.0.0.1", "--port", str(port)),
        *("--no-access-log", "--no-server-header", "--lifespan", "off", "--log-level", "warning"),
        *("--timeout-graceful-shutdown", "1"),
    ]
    return _python("web", command, env, is_ready=is_ready)


def worker(env: dict[str, str]) -> Part:
    """The Celery worker."""
    options = ["--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    return _python("worker", ["celery", "-A", "config", "worker", *options], env)


def beat(env: dict[str, str], schedule: Path) -> Part:
    """Celery's clock; its file holds nothing that lasts, and a killed beat may leave it torn."""
    command = ["celery", "-A", "config", "beat", "--pidfile=", "--schedule", str(schedule)]

    def start(log: object) -> Process:
        for file in schedule.parent.glob(f"{schedule.name}*"):
            file.unlink()
        return part.start(log)  # type: ignore[arg-type]

    part = _python("beat", command, env)
    return Part(name="beat", start=start)


def manage(*arguments: str) -> list[str]:
    """The command line of a management command."""
    return [sys.executable, MANAGE, *arguments]


def _python(name: str, command: list[str], env: dict[str, str], **more: object) -> Part:
    return Part(
        name=name,
        start=lambda log: child.start(
            [sys.executable, "-m", *command], env=env, cwd=environment.ROOT, output=log
        ),
        **more,  # type: ignore[arg-type]
    )
