"""A population lives for minutes while every part is killed in turn; then everything is looked at.

`CHAOS_MEMBERS` and `CHAOS_SECONDS` say how many for how long: `make chaos` has 2,000 for ten
minutes, the tests few for half of one. The members found, join, vote openly and in secret, and read
announcements; web with live, worker, beat, broker and database are killed and started again.
"""

import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from elections.simulation.plan import Scale
from elections.simulation.run import Simulation
from tests.browser.running import Running
from tests.chaos.invariants import Line, looked_at
from tests.chaos.lives import Population
from tests.chaos.moving import move_clock, next_noon
from tests.chaos.postbox import Postbox
from tests.stack.simulated import address_of, running_product, simulated
from tests.stack.test_crash import BROKER, DATABASE, WEB, WORKER, kill

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("crash")]

MEMBERS = int(os.environ.get("CHAOS_MEMBERS", "40"))
SECONDS = float(os.environ.get("CHAOS_SECONDS", "20"))
SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.randrange(1, 1_000_000)
BEAT = b"\0beat\0"
PARTS = {
    "web and live": WEB,
    "worker": WORKER,
    "beat": BEAT,
    "broker": BROKER,
    "database": DATABASE,
}
PATIENCE = 120.0


@pytest.fixture
def product(postbox: Postbox) -> Iterator[Running]:
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{postbox.port}?timeout=5"}
    with running_product(mail | {"STRONG_SIGN_IN_DAYS": "0"}) as product:
        yield product


def test_a_population_lives_through_the_death_of_every_part(
    product: Running, postbox: Postbox
) -> None:
    print(f"\nchaos: seed {SEED}, {MEMBERS} members, {SECONDS:.0f} s")
    move_clock(product, next_noon())
    told = json.loads(
        product.manage("-m", "tests.chaos.population_scene", str(MEMBERS)).splitlines()[-1]
    )
    scale = Scale(max(20, MEMBERS // 5), 5, 2, seed=SEED)
    with simulated(product, scale, concurrent=4, patience=PATIENCE) as simulation:
        simulation.open()
        population = Population(product, told, time.monotonic() + SECONDS, SEED)
        with _killing(product, population.until) as kills, ThreadPoolExecutor(5) as pool:
            lives = [
                pool.submit(population.meet, max(10, MEMBERS // 8)),
                pool.submit(population.join),
                pool.submit(population.found),
                pool.submit(population.announce, 3),
                pool.submit(_elect, simulation, population.until),
            ]
            for one in lives:
                one.result(SECONDS + 6 * PATIENCE)
        simulation.vote_again()
        simulation.close()
        simulation.finish()
        lines = [_elected(simulation), *_looked_at(product, population, simulation, told)]
    _print(lines, kills, population, len(postbox.taken))
    assert [fault for line in lines for fault in line.faults] == [], f"seed {SEED}"
    assert set(kills) == set(PARTS)
    assert population.seen.again > 0
    said = product.said.read_text()
    for part in ("web", "database", "worker", "broker", "beat"):
        assert f"The {part} ended (by signal SIGKILL); it is started again." in said


def _elect(simulation: Simulation, until: float) -> None:
    """The voters come in ten groups, spread over the time."""
    records = list(simulation.records)
    began = time.monotonic()
    for group in range(10):
        time.sleep(max(0.0, began + group * (until - began) / 10 - time.monotonic()))
        simulation.vote(records[group::10], straight=True)


def _elected(simulation: Simulation) -> Line:
    voted = simulation.report.counts["envelopes"]
    return Line("voters in secret, each as on the board", voted, tuple(simulation.report.faults))


@contextmanager
def _killing(product: Running, until: float) -> Iterator[list[str]]:
    """Until then kill one part after another; the names of those that were."""
    killed: list[str] = []
    pause = max(3.0, min(25.0, (until - time.monotonic()) / (len(PARTS) + 2)))

    def kill_all() -> None:
        chance = random.Random(SEED)
        while time.monotonic() < until or set(killed) != set(PARTS):
            for name in chance.sample(sorted(PARTS), len(PARTS)):
                time.sleep(pause)
                kill(product, PARTS[name])
                killed.append(name)

    with ThreadPoolExecutor(1) as executor:
        killing = executor.submit(kill_all)
        yield killed
        killing.result()


def _looked_at(
    product: Running, population: Population, simulation: Simulation, told: dict[str, Any]
) -> list[Line]:
    """Once the mail is out, which a dead worker may have held for minutes."""
    until = time.monotonic() + PATIENCE + SECONDS
    while True:
        with psycopg.connect(address_of(product, "DATABASE_URL")) as rows:
            contest = simulation.setting.contest
            lines = looked_at(rows, population.seen, told["committee"], contest)
        if not any(line.faults for line in lines) or time.monotonic() > until:
            return lines
        move_clock(product, timedelta(minutes=6))
        time.sleep(4)


def _print(lines: Sequence[Line], kills: list[str], population: Population, mails: int) -> None:
    print("\n| looked at | number | faults |\n|---|---|---|")
    for line in lines:
        print(f"| {line.what} | {line.count} | {'; '.join(line.faults) or 'none'} |")
    print(
        f"\n{len(kills)} kills ({', '.join(kills)}); {population.seen.votes} open votes and"
        f" {mails} mails answered; asked again {population.seen.again} times."
    )
