"""The order in which `manage.py up` starts everything, and what it says."""

import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config import environment
from config.embedded import demonstration, locks, parts, places, ports, postgres, valkey
from config.embedded.demonstration import Made
from config.embedded.supervisor import PartFailed, Supervisor

TRIES = 3  # another program may take the port that was just found free


@dataclass
class Start:
    """One start of the product."""

    var: Path
    lock: locks.Lock
    supervisor: Supervisor
    say: Callable[[str], None]
    env: dict[str, str] = field(default_factory=lambda: {**os.environ, "PYTHONUNBUFFERED": "1"})

    def __post_init__(self) -> None:
        self.run_file = self.var / "run.env"
        # Left by a supervisor that was killed; its addresses must not be taken for the person's.
        self.was_killed = self.run_file.exists()
        self.forget()
        given = environment.read()
        for name in ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT", "DEMO", "DEMO_WORLD"):
            self.env[name] = given.str(name, "").strip()
        self.has_mail_server = bool(given.str("EMAIL_URL", "").strip())
        self.env.setdefault("STATIC_COLLECTED", "false")  # read where they lie; nothing to collect
        self.owns_database = not self.env["DATABASE_URL"]
        self.owns_broker = not self.env["REDIS_URL"]
        self.demo_file = self.var / "demonstration.json"

    def everything(self, *, rebuild: bool) -> None:
        """Bring the product up; `PartFailed` with the reason, `Ending` when asked to end."""
        self.say("Rank & File is starting.")
        # Held as long as this object lives: a web process that is started again needs it open.
        self.listening = self._listen()
        port = self.listening.getsockname()[1]
        address = self.env["PUBLIC_URL"] or f"http://127.0.0.1:{port}"
        self.env["PUBLIC_URL"] = address
        self.lock.write(f"http://127.0.0.1:{port}")
        if self.owns_database:
            self._start_database()
        if self.owns_broker:
            self._start_broker()
        self._write_run_file()
        has_demonstration = self._prepare_database(rebuild=rebuild)
        self.supervisor.launch(parts.worker(self.env))
        self.supervisor.launch(parts.beat(self.env, self.var / "beat-schedule"))
        web = self.supervisor.launch(parts.web(self.listening, self.env))
        if has_demonstration is False:
            self._populate()
        summary = ""
        if has_demonstration is not None:
            summary = self.supervisor.run("summary", parts.manage("demo_summary"), env=self.env)
        self.supervisor.wait_for(web)
        for line in summary.splitlines():
            self.say(line)
        if address.startswith("http://127.0.0.1"):
            self.say(
                "A phone on your network needs https, for the ballot booth too: run "
                f"“caddy reverse-proxy --from NAME:8443 --to 127.0.0.1:{port} --internal-certs” "
                "and start with PUBLIC_URL=https://NAME:8443."
            )
        if not _is_on(self.env["DEMO"]) and not self.has_mail_server:
            self.say(
                "No mail server is set, so nobody gets a code or a notice: mail is only written to "
                f"{self.var / 'outbox'}. Set EMAIL_URL."
            )
        self.say("Ctrl-C ends it.")
        self.say(f"Ready: http://127.0.0.1:{port}")

    def forget(self) -> None:
        """Remove the addresses that no longer answer."""
        self.run_file.unlink(missing_ok=True)

    @property
    def is_demonstration(self) -> bool:
        """Whether the settings ask for the demonstration world; `DEMO` alone may lack it."""
        return _is_on(self.env["DEMO"]) and _is_on(self.env["DEMO_WORLD"] or "true")

    def _listen(self) -> socket.socket:
        wanted = self.env["PORT"]
        if wanted:
            if not (wanted.isdecimal() and 0 < int(wanted) < 65_536):
                raise PartFailed(f"PORT is “{wanted}”, which is not a port number.")
            self._wait_for_older(int(wanted))
            listening = ports.listen(int(wanted))
            if listening is None:
                raise PartFailed(
                    f"Port {wanted} is taken or not allowed. "
                    "Set PORT to another one, or leave it unset."
                )
            return listening
        self._wait_for_older(8000)
        listening = ports.listen_from(8000)
        if listening is None:
            raise PartFailed("No port from 8000 to 8049 is free. Set PORT to one that is.")
        if (port := listening.getsockname()[1]) != 8000:
            self.say(f"Port 8000 is taken; this is port {port}.")
        return listening

    def _wait_for_older(self, port: int) -> None:
        """A supervisor that was killed leaves `run.env`, and children that are just ending."""
        deadline = time.monotonic() + 3
        while self.was_killed and not ports.is_free(port) and time.monotonic() < deadline:
            self.supervisor.pause(0.1)

    def _start_database(self) -> None:
        wanted = self.var / "postgres"
        cluster = postgres.Cluster.at(wanted)
        cluster.prepare()
        if cluster.home != wanted:
            self.say(
                f"The data lie in {cluster.home}, because the database runs as the user "
                f"{cluster.user}, who cannot enter {self.var}."
            )
        if cluster.user and places.is_copy(cluster.tree):
            self.say(f"The database's binaries were copied to {cluster.tree} for the same reason.")
        for left in reversed(range(TRIES)):
            port = ports.private_port()
            running = self.supervisor.launch(parts.database(cluster, port))
            try:
                self.supervisor.wait_for(running)
                break
            except PartFailed:
                if not left:
                    raise
        self.env["DATABASE_URL"] = cluster.url(port)

    def _start_broker(self) -> None:
        for left in reversed(range(TRIES)):
            instance = valkey.Instance.at(self.var / "valkey")
            running = self.supervisor.launch(parts.broker(instance))
            try:
                self.supervisor.wait_for(running)
                break
            except PartFailed:
                if not left:
                    raise
        self.env["REDIS_URL"] = instance.url

    def _write_run_file(self) -> None:
        """Tell `manage.py` commands run by hand meanwhile where the servers are."""
        names = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "DEMO")
        self.run_file.touch(mode=0o600)
        lines = [f"{name}={self.env[name]}\n" for name in names]
        self.run_file.write_text("".join(lines))

    def _prepare_database(self, *, rebuild: bool) -> bool | None:
        """Bring the tables up to date; whether a demonstration stands there (None: none wanted)."""
        url = self.env["DATABASE_URL"]
        try:
            is_empty = demonstration.is_empty(url)
        except Exception as error:
            raise PartFailed(f"The database of DATABASE_URL does not answer: {error}") from error
        if not is_empty and self._must_rebuild(asked=rebuild):
            self.say("The demonstration world is made anew.")
            demonstration.clear(url, self.var)
            is_empty = True
        self.supervisor.run("migrate", parts.manage("migrate", "--no-input"), env=self.env)
        return (not is_empty) if self.is_demonstration else None

    def _must_rebuild(self, *, asked: bool) -> bool:
        made = demonstration.recall(self.demo_file)
        if not self.owns_database:
            if asked:
                raise PartFailed("--rebuild empties only the embedded database, not yours.")
            return False
        if asked:
            return True
        if made is None or not self.is_demonstration:
            return False
        if not made.is_finished:
            self.say("The last start was cut off while it made the demonstration world.")
            return True
        now = demonstration.fingerprint(environment.ROOT)
        if now in {made.fingerprint, made.declined}:
            return False
        self.say("The demonstration world was made by an older version of the product.")
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
            self.say("It is kept. “manage.py up --rebuild” makes it anew.")
            return False
        if self._agreed("Make it anew? What you entered is lost. [y/N] "):
            return True
        demonstration.keep(self.demo_file, Made(made.fingerprint, is_finished=True, declined=now))
        return False

    def _agreed(self, question: str) -> bool:
        self.say(question)
        answer = self.supervisor.read_line()
        return answer.strip().lower() in {"y", "yes"}

    def _populate(self) -> None:
        now = demonstration.fingerprint(environment.ROOT)
        demonstration.keep(self.demo_file, Made(now, is_finished=False))
        self.say("The demonstration world is made; this takes a moment, once.")
        populate = parts.manage("populate_demo")
        self.supervisor.run("populate", populate, env=self.env, shown=True)
        demonstration.keep(self.demo_file, Made(now, is_finished=True))


def _is_on(word: str) -> bool:
    return word.lower() in {"1", "true", "yes", "on", "y", "t"}
