"""Many voters at once: processes for the arithmetic, threads within them for the waiting."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from threading import local

from elections.simulation.plan import Conduct
from elections.simulation.setting import Setting
from elections.simulation.voting import Booth, Record
from elections.simulation.web import Client

_TOGETHER = 40
PATIENCE = 20.0


class Step(StrEnum):
    """What a voter does in one go."""

    SIGN_IN = "sign in"
    PAPER = "take a paper"
    CAST = "cast"
    AGAIN = "cast again"


_DOES: dict[Step, Callable[[Booth], None]] = {
    Step.SIGN_IN: Booth.sign_in,
    Step.PAPER: Booth.take_paper,
    Step.CAST: Booth.cast,
    Step.AGAIN: Booth.cast_again,
}
_at_home = local()


def takes_part(record: Record, step: Step) -> bool:
    """Whether this voter's part has this step; invalid envelopes are sealed and cast apart."""
    part = record.part
    if step in (Step.SIGN_IN, Step.PAPER):
        return part.takes_paper
    if part.conduct == Conduct.FAULTY:
        return False
    if step == Step.AGAIN:
        return part.conduct in (Conduct.AGAIN, Conduct.REPEATS)
    return part.casts


class Crowd:
    """So many voters at once; `told` hears how many have done their step."""

    def __init__(
        self, setting: Setting, pool: ProcessPoolExecutor, concurrent: int, patience: float
    ) -> None:
        self.setting, self.pool, self.patience = setting, pool, patience
        self.processes = min(concurrent, os.cpu_count() or 1)
        self.threads = -(-concurrent // self.processes)

    def do(
        self, records: Sequence[Record], steps: Iterable[Step], told: Callable[[int], None]
    ) -> list[Record]:
        """Everybody takes these steps, each voter one right after the other; in the same order."""
        steps = tuple(steps)
        acting = [one for one in records if any(takes_part(one, step) for step in steps)]
        batches = [acting[at : at + _TOGETHER] for at in range(0, len(acting), _TOGETHER)]
        done: dict[int, Record] = {}
        for batch in self._done(batches, steps):
            done.update((one.part.number, one) for one in batch)
            told(len(done))
        return [done.get(one.part.number, one) for one in records]

    def _done(self, batches: list[list[Record]], steps: tuple[Step, ...]) -> Iterator[list[Record]]:
        left: set[Future[list[Record]]] = {
            self.pool.submit(_batch, self.setting, batch, steps, self.threads, self.patience)
            for batch in batches
        }
        try:
            while left:
                finished, left = wait(left, return_when=FIRST_COMPLETED)
                for one in finished:
                    yield one.result()
        finally:
            for one in left:
                one.cancel()


@contextmanager
def crowd(setting: Setting, concurrent: int, patience: float = PATIENCE) -> Iterator[Crowd]:
    """A crowd whose processes end with the block; they are started afresh, without our database.

    `patience` is for how many seconds a voter asks again while the product is away.
    """
    processes = min(concurrent, os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        try:
            yield Crowd(setting, pool, concurrent, patience)
        finally:
            for client in _at_home.__dict__.pop("clients", ()):
                client.close()


def booth(setting: Setting, record: Record, patience: float = PATIENCE) -> Booth:
    """A browser of this voter; connections of this thread are used again, as those of a proxy are."""
    if not hasattr(_at_home, "clients"):
        _at_home.clients = Client(setting.address, patience), Client(setting.address, patience)
    pages, box = _at_home.clients
    pages.cookies = {}
    return Booth(setting, record, pages, box)


@lru_cache(maxsize=1)
def _pool(threads: int) -> ThreadPoolExecutor:
    """The threads of this process, which keep their connections from one batch to the next."""
    return ThreadPoolExecutor(threads)


def _batch(
    setting: Setting, records: list[Record], steps: tuple[Step, ...], threads: int, patience: float
) -> list[Record]:
    def act(record: Record) -> Record:
        return _one(booth(setting, record, patience), record, steps)

    if threads == 1:
        return [act(record) for record in records]
    return list(_pool(threads).map(act, records))


def _one(one: Booth, record: Record, steps: tuple[Step, ...]) -> Record:
    before = one.pages.again + one.box.again
    for step in steps:
        if takes_part(record, step):
            _DOES[step](one)
    record.again += one.pages.again + one.box.again - before
    return record
