"""The small votes whose boards stand in docs/vectors."""

from functools import lru_cache
from typing import Any

from ballots.protocol.definition import Terms
from ballots.protocol.opening import Code
from tests.ballots.protocol.forging import FORGERS, nobody_ranked
from tests.ballots.protocol.world import World


@lru_cache
def tellers() -> tuple[World, dict[str, Any]]:
    """Two of three tellers open; one is missing. One candidate withdrew; a lot decides."""
    world = World(
        "tellers",
        holders=3,
        needed=2,
        on_roll=9,
        contest={
            "id": "tellers00001",
            "question": "Wer spricht für uns?",
            "candidates": ("Ana", "Berit", "Çelik", "Deniz", "Re-open nominations"),
            "ron": 5,
            "seats": 2,
            "rule": "scottish-stv-ron",
        },
    )
    first = world.voter(1)
    world.cast(first, [3, 1], counter=1)
    world.cast(first, [1, 2], counter=2)
    for number, choices in enumerate(([2, 1], [3], [1, 4, 2], [2, 5], [3, 1]), 2):
        world.cast(world.voter(number), choices)
    forger = world.voter(7)
    world.put(forger, nobody_ranked(world, forger).envelope)
    world.voter(8)  # takes papers, and does not vote
    return world, world.board_file(present=(1, 2), withdrawn=(4,))


@lru_cache
def host() -> tuple[World, dict[str, Any]]:
    """The host opens alone; an approval vote with a tie for the last place, and a blank ballot."""
    world = World(
        "host",
        on_roll=7,
        contest={
            "id": "host00000001",
            "kind": "approval",
            "question": "Which two days?",
            "candidates": ("Monday", "Tuesday", "Wednesday", "Thursday"),
            "seats": 2,
            "rule": "approval",
            "most_ranks": 4,
        },
    )
    for number, choices in enumerate(([1, 2], [1, 3], [1, 2, 3], [1], [4], []), 1):
        world.cast(world.voter(number), choices)
    return world, world.board_file()


@lru_cache
def every_invalid() -> tuple[World, dict[str, Any]]:
    """Every way to be invalid on one board, beside five ballots that stand."""
    world = World(
        "every-invalid",
        holders=3,
        needed=2,
        on_roll=len(FORGERS) + 7,
        contest={"id": "invalid00001"},
    )
    for number, choices in enumerate(([1, 2], [2], [3, 2, 1], [], [1]), 1):
        voter = world.voter(number)
        world.cast(voter, choices)
    for number, (_, forge) in enumerate(FORGERS, 6):
        voter = world.voter(number)
        world.put(voter, forge(world, voter).envelope)
    # A second paper for the same b: the later ballot stands, the earlier is a duplicate.
    twin = world.voter(len(FORGERS) + 6)
    other = world.voter(len(FORGERS) + 7)
    earlier = world.seal(world.inner(twin, world.body(twin, [1], counter=1)))
    later = world.seal(world.inner(twin, world.body(twin, [2], counter=2)))
    world.put(twin, earlier.envelope, choices=[1])
    world.put(other, later.envelope, choices=[2])
    return world, world.board_file(present=(3, 1))


CODES = (*(code for code, _ in FORGERS), Code.DUPLICATE)


@lru_cache
def question() -> tuple[World, dict[str, Any]]:
    """A yes/no question that needs two thirds of the votes and half of the roll."""
    world = World(
        "question",
        on_roll=10,
        contest={
            "id": "question0001",
            "kind": "yes-no",
            "question": "Shall we strike?",
            "candidates": ("Yes", "No"),
            "rule": "yes-no",
            "most_ranks": 1,
            "terms": Terms(
                at_least=1, denominator=3, numerator=2, turnout_least=5, turnout_percent=50
            ),
        },
    )
    for number, choices in enumerate(([1], [1], [2], [1], [], [1], [2]), 1):
        world.cast(world.voter(number), choices)
    return world, world.board_file()


def _with_papers(name: str) -> World:
    world = World(
        name,
        holders=3,
        needed=2,
        on_roll=14,
        contest={
            "id": f"{name:0<12}",
            "candidates": ("Ana", "Berit", "Çelik", "Re-open nominations"),
            "ron": 4,
            "seats": 2,
            "rule": "scottish-stv-ron",
        },
    )
    for number, choices in enumerate(([1, 2], [2], [3, 1], [2, 3], [3], [1]), 1):
        world.cast(world.voter(number), choices)
    return world


@lru_cache
def on_paper() -> tuple[World, dict[str, Any]]:
    """Seven members vote on paper; six papers come, one of them blank, one spoilt."""
    world = _with_papers("paper")
    ballots = ([2, 1], [1], [1, 3, 2], [1])
    world.on_paper(7, 8, 9, 10, 11, 12, 13, ballots=ballots, blank=1, spoilt=1)
    return world, world.board_file(present=(1, 2))


@lru_cache
def sealed() -> tuple[World, dict[str, Any]]:
    """Three members vote on paper: so few ballots are sealed."""
    world = _with_papers("sealed")
    world.on_paper(7, 8, 9, ballots=([3, 2], [1]), blank=1)
    return world, world.board_file(present=(2, 3))
