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

    def __init__(self, setting: Setting, pool: ProcessPoolExecutor, concurrent: int) -> None:
        self.setting, self.pool = setting, pool
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
            self.pool.submit(_batch, self.setting, batch, steps, self.threads) for batch in batches
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
def crowd(setting: Setting, concurrent: int) -> Iterator[Crowd]:
    """A crowd whose processes end with the block; they are started afresh, without our database."""
    processes = min(concurrent, os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        yield Crowd(setting, pool, concurrent)


def booth(setting: Setting, record: Record) -> Booth:
    """A browser of this voter; connections of this thread are used again, as those of a proxy are."""
    if getattr(_at_home, "address", None) != setting.address:
        _at_home.address = setting.address
        _at_home.pages, _at_home.box = Client(setting.address), Client(setting.address)
    _at_home.pages.cookies = {}
    return Booth(setting, record, _at_home.pages, _at_home.box)


@lru_cache(maxsize=1)
def _pool(threads: int) -> ThreadPoolExecutor:
    """The threads of this process, which keep their connections from one batch to the next."""
    return ThreadPoolExecutor(threads)


def _batch(
    setting: Setting, records: list[Record], steps: tuple[Step, ...], threads: int
) -> list[Record]:
    if threads == 1:
        return [_one(setting, record, steps) for record in records]
    return list(_pool(threads).map(lambda record: _one(setting, record, steps), records))


def _one(setting: Setting, record: Record, steps: tuple[Step, ...]) -> Record:
    one = booth(setting, record)
    before = one.pages.again + one.box.again
    for step in steps:
        if takes_part(record, step):
            _DOES[step](one)
    record.again += one.pages.again + one.box.again - before
    return record
