"""The whole product in a folder of its own, started by `manage.py up`, and its end."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from config.embedded import places, processes
from tests.browser.outbox import Outbox
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
# What a person's shell may hold and must not reach the product under test.
OURS = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PUBLIC_URL", "INSECURE_TEST_KEYS", "DEBUG")

# The products that the tests of this process share; each is ended once nobody looks at it.
SHARED: list["Running"] = []


class Running:
    """One product with its own data in `var`; with the demonstration world or empty."""

    def __init__(self, var: Path, *, world: bool) -> None:
        self.var, self.has_world = var, world
        self.said = var.parent / f"{var.name}.output"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.outbox = Outbox(var / "outbox")
        env = {name: value for name, value in os.environ.items() if name not in OURS}
        env |= {
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "DEMO": "true",
            "DEMO_WORLD": "true" if world else "false",
            "TICK_SECONDS": "2",
        }
        self.env = env
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, seconds: float) -> None:
        """Come up and print `Ready: http://…` within `seconds`."""
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "up"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=self.env,
            )
        deadline = time.monotonic() + seconds
        while f"Ready: {self.url}" not in (words := self.said.read_text(errors="replace")):
            assert self.process.poll() is None, words
            assert time.monotonic() < deadline, f"not ready after {seconds} s:\n{words}"
            time.sleep(0.1)

    @property
    def is_up(self) -> bool:
        """Started, and not ended since."""
        return self.process is not None and self.process.poll() is None

    def manage(self, *command: str) -> str:
        """What a Python module of ours prints when it runs beside the product."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def clock_offset(self) -> timedelta:
        """How far its clock was moved."""
        file = self.var / "clock"
        return timedelta(seconds=float(file.read_text())) if file.exists() else timedelta()

    def processes(self) -> list[int]:
        """Every running process of this product: its folder stands in what started it."""
        folders = [str(self.var), str(places.enterable_home(self.var / "postgres"))]
        found = []
        for entry in processes.PROC.glob("[0-9]*"):
            if int(entry.name) == os.getpid():
                continue
            try:
                words = (
                    entry.joinpath("cmdline").read_bytes() + entry.joinpath("environ").read_bytes()
                )
            except OSError:
                continue
            if any(folder.encode() in words for folder in folders):
                found.append(int(entry.name))
        return [pid for pid in found if processes.is_running(pid)]

    def interrupt(self) -> tuple[float, list[int]]:
        """Ctrl-C: the seconds it took, and the processes that are left."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        took = time.monotonic() - began
        left = self.processes()
        for pid in left:
            processes.send(pid, signal.SIGKILL)
        return took, left

    def end(self) -> None:
        """Ctrl-C, where it runs; nothing may be left, nor take long."""
        if self.is_up:
            took, left = self.interrupt()
            assert not left, f"Ctrl-C left the processes {left}"
            # Three seconds are held in tests/stack; here the other tests have the machine, too.
            assert took < 8, f"Ctrl-C took {took:.1f} s"
