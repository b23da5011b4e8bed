"""What can be known of a process by its id, and how to end it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def is_running(pid: int) -> bool:
    """Whether `pid` is a process that still runs; a zombie does not."""
    if PROC.joinpath("self").exists():
        try:
            state = PROC.joinpath(str(pid), "stat").read_text(errors="replace")
        except OSError:
            return False
        return state.rpartition(")")[2].split()[0] not in "ZX"
    asked = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.returncode == 0 and not asked.stdout.strip().startswith("Z")


def working_in(folder: Path) -> list[int]:
    """The running processes whose working directory is `folder`, as far as we may look."""
    found = []
    for entry in PROC.glob("[0-9]*"):
        try:
            here = entry.joinpath("cwd").samefile(folder)
        except OSError:
            continue
        if here and is_running(int(entry.name)):
            found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    """The command line of `pid`, empty when it cannot be read."""
    asked = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()


def send(pid: int, number: signal.Signals) -> None:
    """Signal `pid`; one that is gone already is no fault."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def wait_until_gone(pids: Iterable[int], *, seconds: float) -> list[int]:
    """Wait for processes that are not our children; those still running are returned."""
    deadline = time.monotonic() + seconds
    left = [pid for pid in pids if is_running(pid)]
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = [pid for pid in left if is_running(pid)]
    return left
