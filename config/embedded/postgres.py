"""A real PostgreSQL 18 as a child in the foreground, from the binaries in a wheel.

It listens on a port of 127.0.0.1 with a random password rather than on a socket: a socket's path
ends at 107 bytes, must lie where root's database user can write, and is swept from temporary
folders; the password keeps out the machine's other users.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from config.embedded import child, places, ports, processes

MAJOR = "18"
ROLE = "rank_and_file"
DATABASE = "rank_and_file"

# Statements and their values stay out of the log: they hold addresses.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "jit": "off",
    "max_connections": "150",
    # Log segments that are done with are removed, not kept for later under another name: they hold
    # papers and envelopes of votes that are over.
    "wal_recycle": "off",
}
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class PostgresError(Exception):
    """PostgreSQL cannot start, as a sentence for whoever started us."""


@dataclass(frozen=True)
class Cluster:
    """One database cluster: its `home` holds `data` and the password that opens it."""

    home: Path
    tree: Path
    user: str | None
    durable: bool = True

    @classmethod
    def at(cls, wanted: Path, *, durable: bool = True) -> "Cluster":
        """The cluster for `wanted`, made there or, where that cannot be entered, elsewhere."""
        home = places.enterable_home(wanted)
        user = places.database_user(home / "data")
        return cls(home=home, tree=places.postgres_tree(user), user=user, durable=durable)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def password(self) -> str:
        return (self.home / "password").read_text().strip()

    def url(self, port: int) -> str:
        """The address of the product's database on `port`."""
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{port}/{DATABASE}"

    def command(self, port: int) -> list[str]:
        """What runs the server in the foreground."""
        settings = SETTINGS | ({} if self.durable else THROWAWAY) | {"port": str(port)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(self.tree / "bin" / "postgres"), "-D", str(self.data), *options]

    def prepare(self) -> bool:
        """Make the cluster if there is none, and clear what a killed one left; True if new."""
        for half_made in self.home.glob("making-*"):
            if half_made.is_dir():
                shutil.rmtree(half_made)
            else:
                half_made.unlink()
        is_new = not self.data.exists()
        if is_new:
            self._create()
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            message = f"The data in {self.data} are of PostgreSQL {version}, not {MAJOR}."
            raise PostgresError(message)
        self._give_to_user()
        self._clear_stale()
        return is_new

    def start(self, port: int, output: IO[bytes] | int) -> subprocess.Popen[bytes]:
        """Start the server; its log goes to `output`."""
        return child.start(
            self.command(port),
            user=self.user,
            on_parent_death=signal.SIGINT,
            env=_plain_environment(),
            cwd=self.home,
            output=output,
        )

    def _create(self) -> None:
        password = secrets.token_urlsafe(24)
        # Made under another name first: a start that is killed leaves no half cluster behind.
        making = Path(tempfile.mkdtemp(prefix="making-", dir=self.home))
        self._own(making)
        file = making.with_name(f"{making.name}.password")
        file.touch(mode=0o600)
        file.write_text(password)
        self._own(file)
        command = [
            *(self.tree / "bin" / "initdb", "-D", making / "data"),
            *(f"--username={ROLE}", f"--pwfile={file}", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(() if self.durable else ("--no-sync",)),
        ]
        with tempfile.TemporaryFile() as output:
            made = child.start(
                command, user=self.user, env=_plain_environment(), cwd=self.home, output=output
            ).wait()
            output.seek(0)
            said = output.read().decode(errors="replace")
        file.unlink()
        if made != 0:
            shutil.rmtree(making, ignore_errors=True)
            message = f"PostgreSQL could not make its data folder:\n{said.strip()}"
            raise PostgresError(message)
        kept = self.home / "password"
        kept.touch(mode=0o600)
        kept.write_text(password)
        (making / "data").rename(self.data)
        making.rmdir()

    def _own(self, path: Path) -> None:
        if self.user is not None:
            person = pwd.getpwnam(self.user)
            os.chown(path, person.pw_uid, person.pw_gid, follow_symlinks=False)

    def _give_to_user(self) -> None:
        """Give a copied data folder back to the database user, with the mode it insists on."""
        if self.user is not None and self.data.stat().st_uid != pwd.getpwnam(self.user).pw_uid:
            for path in (*self.data.rglob("*"), self.data):
                self._own(path)
        try:
            self.data.chmod(0o700)
        except PermissionError as error:
            message = f"{self.data} belongs to somebody else. Start as its owner, or remove it."
            raise PostgresError(message) from error

    def _clear_stale(self) -> None:
        """End servers that outlived their supervisor, and drop a pid file that names no server.

        PostgreSQL itself accepts the file of a dead process, but takes a zombie or a stranger
        with that id for its postmaster. The caller's lock says that nobody else runs this data.
        """
        file = self.data / "postmaster.pid"
        try:
            named = int(file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            named = 0
        if processes.PROC.joinpath("self").exists():
            orphans = processes.working_in(self.data)
        else:
            is_ours = str(self.data) in processes.command_of(named) if named else False
            orphans = [named] if is_ours else []
        if named in orphans:
            processes.send(named, signal.SIGINT)
            orphans = processes.wait_until_gone(orphans, seconds=5)
        for pid in orphans:
            processes.send(pid, signal.SIGKILL)
        if processes.wait_until_gone(orphans, seconds=5):
            message = f"An older server still runs on {self.data} and cannot be ended."
            raise PostgresError(message)
        file.unlink(missing_ok=True)


def _plain_environment() -> dict[str, str]:
    """No PG* variable of the person reaches the server."""
    kept = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
    return {"LC_ALL": "C", **{name: os.environ[name] for name in kept if name in os.environ}}


def is_ready(url: str) -> bool:
    """Whether the server at `url` answers; the product's database is made if it is missing."""
    maintenance = url.rpartition("/")[0] + "/postgres"
    try:
        with psycopg.connect(maintenance, autocommit=True, connect_timeout=2) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
            if known.fetchone() is None:
                create = sql.SQL("create database {}").format(sql.Identifier(DATABASE))
                connection.execute(create)
    except psycopg.OperationalError:
        return False
    return True


def wait_until_ready(url: str, server: subprocess.Popen[bytes], *, seconds: float = 60) -> bool:
    """Wait until `url` answers; False if the server ended or the time is up."""
    deadline = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < deadline:
        if is_ready(url):
            return True
        time.sleep(0.03)
    return False


def stop(server: subprocess.Popen[bytes], *, seconds: float = 5) -> None:
    """Fast shutdown, then a hard one."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                server.wait(seconds)


@contextmanager
def running(home: Path, *, durable: bool = True) -> Iterator[str]:
    """A server on the cluster in `home` while the block runs; gives the database's address.

    Without `durable` it forgets what a power cut would lose, for tests. If this process is
    killed, the server ends by itself.
    """
    cluster = Cluster.at(home, durable=durable)
    cluster.prepare()
    log = cluster.home / "server.log"
    for _attempt in range(5):
        port = ports.private_port()
        with log.open("wb") as output:
            server = cluster.start(port, output)
        url = cluster.url(port)
        if wait_until_ready(url, server):
            break
        stop(server)
    else:
        message = f"PostgreSQL does not start:\n{log.read_text(errors='replace').strip()}"
        raise PostgresError(message)
    try:
        yield url
    finally:
        stop(server)
