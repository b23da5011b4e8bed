"""A copy of the product in a folder of its own, started by `manage.py up` as a person would."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from config.embedded import places, processes

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = (
    ".git",
    "var",
    ".venv",
    "node_modules",
    "staticfiles",
    ".*_cache",
    ".env",
)


class Product:
    """One checkout; `start` it, ask it, end it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        self.started: list[subprocess.Popen[bytes]] = []
        self.output = folder.parent / f"{folder.name}.output"

    def start(
        self, *, env: dict[str, str] | None = None, user: str | None = None, redirection: str = ""
    ) -> subprocess.Popen[bytes]:
        """Run `manage.py up` with hardly any environment; `redirection` changes its streams."""
        self.output.write_bytes(b"")
        command = [sys.executable, str(self.folder / "manage.py"), "up"]
        if redirection:
            command = ["/bin/sh", "-c", f'exec "$@" {redirection}', "sh", *command]
        with self.output.open("ab") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                user=user,
                # Without the demonstration, which has its own tests; HOME is missing.
                env={"PATH": os.environ["PATH"], "DEMO": "false", **(env or {})},
            )
        self.started.append(process)
        return process

    def said(self) -> str:
        """Everything printed since the last start."""
        return self.output.read_text(errors="replace")

    def wait_until_ready(self, *, seconds: float = 120) -> str:
        """The address in the last line."""
        deadline = time.monotonic() + seconds
        while "Ready: " not in self.said():
            assert self.started[-1].poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)
        return self.said().rsplit("Ready: ", 1)[1].strip()

    def setting(self, name: str) -> str:
        """What the running product wrote down for commands run by hand."""
        lines = (self.folder / "var" / "run.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)[name]

    def processes(self) -> list[int]:
        """Every running process that this checkout's command started."""
        places_of_ours = {str(self.folder), str(self.home)}
        found = []
        for entry in processes.PROC.glob("[0-9]*"):
            try:
                words = entry.joinpath("cmdline").read_bytes().decode(errors="replace")
                here = str(entry.joinpath("cwd").readlink())
            except OSError:
                continue
            is_ours = any(here.startswith(place) or place in words for place in places_of_ours)
            if is_ours and processes.is_running(int(entry.name)):
                found.append(int(entry.name))
        return found

    @property
    def home(self) -> Path:
        """Where its data lie."""
        wanted = self.folder / "var" / "postgres"
        return places.enterable_home(wanted) if wanted.exists() else wanted

    def interrupt(self) -> float:
        """Ctrl-C; the seconds until the command has ended."""
        began = time.monotonic()
        self.started[-1].send_signal(signal.SIGINT)
        self.started[-1].wait(10)
        return time.monotonic() - began

    def kill_tree(self) -> None:
        """kill -9 of everything at once."""
        for pid in self.processes():
            processes.send(pid, signal.SIGKILL)
        self.started[-1].wait(10)

    def end(self) -> None:
        """End what still runs."""
        if self.started and self.started[-1].poll() is None:
            self.interrupt()
        left = self.processes()
        for pid in left:
            processes.send(pid, signal.SIGKILL)
        processes.wait_until_gone(left, seconds=5)

    def remove(self) -> None:
        """End what still runs, and leave nothing."""
        self.end()
        shutil.rmtree(self.home, ignore_errors=True)


def answer(address: str) -> tuple[int, str]:
    """The status and text of a page."""
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.status, response.read().decode()
