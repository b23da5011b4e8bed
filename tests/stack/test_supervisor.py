"""The supervisor restarts what dies, but not for ever, and ends what does not want to."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from config.embedded import child, processes
from config.embedded.supervisor import Ending, Part, PartFailed, Process, Supervisor

pytestmark = pytest.mark.stack

STUBBORN = """
import signal, time
for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""


def part(name: str, *command: str) -> Part:
    def start(log: IO[bytes]) -> Process:
        return child.start(command, output=log)

    return Part(name=name, start=start)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Supervisor:
    return Supervisor(tmp_path, said.append)


def test_a_part_that_keeps_dying_ends_the_product_with_the_end_of_its_log(
    supervisor: Supervisor, said: list[str]
) -> None:
    expected = r"(?s)worker ended again \(exit code 3\).*no more ink"
    with supervisor.listening():
        supervisor.launch(part("worker", "/bin/sh", "-c", "echo no more ink; exit 3"))
        with pytest.raises(PartFailed, match=expected):
            supervisor.watch()
    assert said == ["The worker ended (exit code 3); it is started again."] * 3


def test_a_part_that_does_not_answer_is_named_with_the_end_of_its_log(
    supervisor: Supervisor,
) -> None:
    failing = part("database", "/bin/sh", "-c", "echo disk full; exit 1")
    never_ready = Part(name=failing.name, start=failing.start, is_ready=lambda: False)
    with (
        pytest.raises(PartFailed, match=r"(?s)database does not start.*disk full"),
        supervisor.listening(),
    ):
        supervisor.wait_for(supervisor.launch(never_ready))


def test_parts_that_ignore_every_signal_are_ended_within_three_seconds_with_their_children(
    supervisor: Supervisor,
) -> None:
    with supervisor.listening():
        user = supervisor.launch(
            part(
                "web",
                "/bin/sh",
                "-c",
                f"trap '' TERM QUIT; sleep 60 & {sys.executable} -c '{STUBBORN}'",
            )
        )
        server = supervisor.launch(part("broker", sys.executable, "-c", STUBBORN))
        while "deaf" not in supervisor.tail("web") or "deaf" not in supervisor.tail("broker"):
            time.sleep(0.05)
        pids = [user.process.pid, server.process.pid]
        of_the_shell = Path(f"/proc/{user.process.pid}/task/{user.process.pid}/children")
        pids += [int(word) for word in of_the_shell.read_text().split()]
        began = time.monotonic()
    assert time.monotonic() - began < 6  # three where nothing else runs
    assert len(pids) == 4
    assert processes.wait_until_gone(pids, seconds=0.2) == []


def test_the_end_can_be_asked_for_while_a_command_runs(supervisor: Supervisor) -> None:
    with supervisor.listening():
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Ending):
            supervisor.run("migrate", ["/bin/sleep", "60"], env={})


def test_a_command_that_fails_is_named_with_what_it_said(supervisor: Supervisor) -> None:
    with pytest.raises(PartFailed, match=r"(?s)“migrate” failed \(exit code 2\).*no such column"):
        supervisor.run("migrate", ["/bin/sh", "-c", "echo no such column; exit 2"], env={})
    assert supervisor.run("summary", ["/bin/echo", "done"], env={}) == "done\n"
