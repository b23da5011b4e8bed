"""Simulated elections in tests: in a product of their own, driven from the test's own process."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from django.test.utils import override_settings
from psycopg import sql

from core import clock
from elections.simulation import plan
from elections.simulation.crowd import crowd
from elections.simulation.plan import Scale
from elections.simulation.run import Simulation, Stage
from elections.simulation.setting import Setting
from tests.browser.running import Running


@contextmanager
def running_product(env: dict[str, str] | None = None) -> Iterator[Running]:
    """A product without people whose clock can be moved, and its end without a trace."""
    with tempfile.TemporaryDirectory(prefix="rank-and-file-stack-") as folder:
        Path(folder).chmod(0o711)  # root's database runs as somebody else, who must enter
        product = Running(Path(folder) / "var", world=False)
        product.env |= env or {}
        try:
            product.start(seconds=120)
            yield product
        finally:
            _took, left = product.interrupt()
        assert not left, f"Ctrl-C left the processes {left}"


def address_of(product: Running, name: str) -> str:
    """`DATABASE_URL` or `REDIS_URL` of the running product."""
    lines = (product.var / "run.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)[name]


def _program_of(pid: str) -> str:
    """The name of what runs; empty where it has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/exe").readlink().name
    except FileNotFoundError:
        return ""


def broker_of(product: Running) -> list[int]:
    """It changes its command line; it is the supervisor's child that runs this program."""
    assert product.process is not None
    mother = product.process.pid
    children = Path(f"/proc/{mother}/task/{mother}/children").read_text().split()
    return [int(pid) for pid in children if _program_of(pid) == "valkey-server"]


@contextmanager
def simulated(
    product: Running, scale: Scale, *, concurrent: int, by_code: int = 0, patience: float = 20
) -> Iterator[Simulation]:
    """An election that is about to open, and people who will vote in it."""
    numbers = (scale.voters, scale.candidates, scale.seats, scale.tellers, scale.needed, scale.seed)
    told = product.manage("-m", "tests.stack.scene", *map(str, (*numbers, by_code)))
    setting = Setting.from_json(told.splitlines()[-1])
    stage = Stage(
        reach=lambda moment: _reach(product, moment),
        lose=lambda hashes: _lose(product, setting.contest, hashes),
        say=print,
    )
    with (
        crowd(setting, concurrent, patience=patience) as voters,
        Simulation(setting, plan.draw(scale), voters, stage) as simulation,
    ):
        yield simulation


def _reach(product: Running, moment: int) -> None:
    with override_settings(CLOCK_FILE=product.var / "clock"):
        clock.move_to(datetime.fromtimestamp(moment, UTC) + timedelta(seconds=1))


def _lose(product: Running, contest: str, hashes: Sequence[bytes]) -> None:
    box = sql.Identifier("ballot_box", f"box_{contest}")
    with psycopg.connect(address_of(product, "DATABASE_URL")) as connection:
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE hash = ANY(%s)").format(box), [list(hashes)]
        )
