"""Runs the parts of the product as children, restarts one that dies, and ends them all."""

import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from config.embedded import child

Process = subprocess.Popen[bytes]

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
RESTARTS, WITHIN_SECONDS = 3, 60.0
LOG_BYTES = 5_000_000


class Ending(Exception):
    """Somebody asked the product to end."""


class PartFailed(Exception):
    """A part does not run, as a sentence with the last lines of its log."""


@dataclass(frozen=True)
class Part:
    """One child: `name` stands in sentences and is its log's name."""

    name: str
    start: Callable[[IO[bytes]], Process]
    is_ready: Callable[[], bool] = lambda: True
    is_server: bool = False  # ends after all that use it
    gentle: signal.Signals = signal.SIGTERM
    firm: signal.Signals = signal.SIGQUIT
    patience: float = 60.0


@dataclass
class Running:
    """A part and its present process."""

    part: Part
    process: Process
    ended_at: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))


class Supervisor:
    """Owns every child; one at a time, from the main thread."""

    def __init__(self, logs: Path, say: Callable[[str], None]) -> None:
        self.logs = logs
        self.say = say
        self.running: list[Running] = []
        self.is_ending = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Heed Ctrl-C, SIGTERM and a closed terminal; end all children when the block ends."""

        def ask_to_end(_number: int, _frame: FrameType | None) -> None:
            self.is_ending = True

        before = {}
        for number in ENDINGS:
            # `nohup` asks that a closed terminal be ignored.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, ask_to_end)
        try:
            yield
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def pause(self, seconds: float) -> None:
        """Sleep unless the end was asked for."""
        if not self.is_ending:
            time.sleep(seconds)
        if self.is_ending:
            raise Ending

    def read_line(self) -> str:
        """A line from the terminal, while Ctrl-C still works; empty when it is closed."""
        while not select.select([sys.stdin], [], [], 0)[0]:
            self.pause(0.1)
        return sys.stdin.readline()

    def log(self, name: str) -> Path:
        """Where the part's output goes."""
        return self.logs / f"{name}.log"

    def tail(self, name: str, *, lines: int = 15) -> str:
        """The last lines of a part's log."""
        try:
            text = self.log(name).read_text(errors="replace")
        except OSError:
            return ""
        return "\n".join(f"  {line}" for line in text.splitlines()[-lines:])

    def launch(self, part: Part) -> Running:
        """Start a part without waiting for it."""
        running = Running(part, self._begin(part))
        self.running.append(running)
        return running

    def wait_for(self, running: Running) -> None:
        """Wait until a part answers; `PartFailed` if it ends or the time is up."""
        part = running.part
        deadline = time.monotonic() + part.patience
        while running.process.poll() is None and time.monotonic() < deadline:
            if part.is_ready():
                return
            self.pause(0.03)
        self.running.remove(running)
        _end_group(running.process)
        message = f"The {part.name} does not start. The end of {self.log(part.name)}:"
        raise PartFailed(f"{message}\n{self.tail(part.name)}")

    def run(
        self, name: str, command: Sequence[str | Path], *, env: dict[str, str], shown: bool = False
    ) -> str:
        """Run a command to its end and give what it said; `PartFailed` if it fails.

        With `shown` it speaks to our own standard output instead.
        """
        with self.log(name).open("wb") as log:
            process = child.start(command, env=env, output=1 if shown else log)
        try:
            while process.poll() is None:
                self.pause(0.03)
        finally:
            if process.poll() is None:
                _end_group(process)
        if process.returncode != 0:
            message = f"“{name}” failed ({_how(process.returncode)})."
            raise PartFailed(f"{message}\n{self.tail(name, lines=30)}".strip())
        return self.log(name).read_text(errors="replace")

    def watch(self) -> None:
        """Keep all parts running until the end is asked for; `PartFailed` if one keeps dying."""
        while True:
            try:
                self.pause(0.2)
            except Ending:
                return
            for running in self.running:
                if running.process.poll() is not None:
                    self._restart(running)

    def _restart(self, running: Running) -> None:
        name, code = running.part.name, running.process.returncode
        _end_group(running.process)
        now = time.monotonic()
        kept_dying = (
            len(running.ended_at) == RESTARTS and now - running.ended_at[0] < WITHIN_SECONDS
        )
        if kept_dying:
            message = (
                f"The {name} ended again ({_how(code)}), more than {RESTARTS} times in a minute. "
                f"The end of {self.log(name)}:"
            )
            raise PartFailed(f"{message}\n{self.tail(name)}")
        self.say(f"The {name} ended ({_how(code)}); it is started again.")
        running.ended_at.append(now)
        running.process = self._begin(running.part)

    def _begin(self, part: Part) -> Process:
        log = self.log(part.name)
        with suppress(OSError):
            if log.stat().st_size > LOG_BYTES:
                log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            return part.start(output)

    def stop(self) -> None:
        """End the product's processes, then the servers they use.

        Within two seconds, so that a busy machine keeps the three that are promised.
        """
        began = time.monotonic()
        users = [r for r in self.running if not r.part.is_server]
        servers = [r for r in self.running if r.part.is_server]
        _end_all(users, until=began + 0.6, at_last=began + 0.9)
        _end_all(servers, until=began + 1.6, at_last=began + 1.9)
        self.running.clear()


def _end_all(runnings: Sequence[Running], *, until: float, at_last: float) -> None:
    """Ask gently, from `until` on firmly, and kill what is left `at_last`."""
    for each in runnings:
        _signal(each.process, each.part.gentle)
    _wait(runnings, until)
    for each in runnings:
        _signal(each.process, each.part.firm)
    _wait(runnings, at_last)
    for each in runnings:
        _end_group(each.process)


def _wait(runnings: Sequence[Running], deadline: float) -> None:
    while any(r.process.poll() is None for r in runnings) and time.monotonic() < deadline:
        time.sleep(0.02)


def _signal(process: Process, number: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(number)


def _end_group(process: Process) -> None:
    """Kill a child with what it started, also what it left when it died."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    process.wait()


def _how(code: int | None) -> str:
    """A return code in words."""
    if code is not None and code < 0:
        return f"by signal {signal.Signals(-code).name}"
    return f"exit code {code}"
