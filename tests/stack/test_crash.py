"""kill -9 in the midst of a vote: no paper that was issued is lost, and no envelope with a receipt.

Web, database and worker are killed while members vote, and the worker while the vote is closed and
opened. The simulation compares every ballot with the board.
"""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.embedded import processes
from elections.simulation.plan import Scale
from tests.browser.running import Running
from tests.stack.simulated import broker_of, running_product, simulated

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("crash")]

VOTERS = 60
BROKER = b"valkey-server"
WEB, DATABASE, WORKER = b"config.embedded.serve", b"bin/postgres\0-D", b"\0worker\0"


@pytest.fixture(scope="module")
def product() -> Iterator[Running]:
    with running_product() as product:
        yield product


def kill(product: Running, words: bytes) -> None:
    """The oldest process of this kind: a master, whose children end or are ended with it."""
    found = [
        pid for pid in product.processes() if words in Path(f"/proc/{pid}/cmdline").read_bytes()
    ] or (broker_of(product) if words == BROKER else [])
    assert found, words
    os.kill(min(found), signal.SIGKILL)
    deadline = time.monotonic() + 10
    while processes.is_running(min(found)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def killing(product: Running, *kills: tuple[bytes, float]) -> Iterator[None]:
    """Meanwhile kill these, each so many seconds after the one before."""
    with ThreadPoolExecutor(1) as executor:

        def kill_each() -> None:
            for words, seconds in kills:
                time.sleep(seconds)
                kill(product, words)

        killing = executor.submit(kill_each)
        yield
        killing.result()


def test_killed_processes_lose_no_paper_and_no_envelope_and_there_is_one_board(
    product: Running,
) -> None:
    with simulated(product, Scale(VOTERS, 5, 2, seed=9), concurrent=8, patience=60) as simulation:
        simulation.open()
        with killing(product, (WEB, 1), (DATABASE, 1), (WEB, 1.5)):
            simulation.vote(simulation.records, straight=True)
            simulation.vote_again()
        with killing(product, (WORKER, 0.3), (WORKER, 1.5)):
            simulation.close()
        with killing(product, (WORKER, 0.5)):
            board = simulation.finish()
        assert simulation.report.faults == []
        assert simulation.report.counts["asked again"] > 0
        assert simulation.report.counts["papers"] > VOTERS * 0.9
        contest = simulation.setting.contest
        assert simulation.client.get(f"/box/{contest}/board.json").body == board
    said = product.said.read_text()
    for part in ("web", "database", "worker"):
        assert f"The {part} ended (by signal SIGKILL); it is started again." in said
