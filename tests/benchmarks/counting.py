"""The count, beside a library that anybody may install."""

import random
import time
from collections.abc import Iterator

from ballots.counting import Contest, count
from tests.benchmarks.figures import Figure, figure
from tests.benchmarks.scale import Scale

SEATS = 6


def measure(scale: Scale) -> Iterator[Figure]:
    """Random rankings of up to ten; both begin with the same lists of numbers."""
    for ballots, candidates in scale.count:
        rankings = _rankings(ballots, candidates)
        began = time.perf_counter()
        contest = Contest(
            candidates=tuple(f"C{number}" for number in range(1, candidates + 1)),
            seats=SEATS,
            papers=tuple((1, ranking) for ranking in rankings),
            rule="scottish-stv",
        )
        result = count(contest)
        ours = time.perf_counter() - began
        assert len(result.elected) == SEATS
        yield figure(
            f"count {ballots:,} × {candidates}, {SEATS} seats",
            ours,
            "s",
            reference="pyrankvote, s",
            reference_value=_pyrankvote(rankings, candidates),
            target="≥ 6 × faster: ratio ≤ 0.17",
            most=1 / 6,
            of_ratio=True,
        )


def _rankings(ballots: int, candidates: int) -> list[tuple[int, ...]]:
    chosen = random.Random(7)
    numbers = range(1, candidates + 1)
    return [
        tuple(chosen.sample(numbers, chosen.randint(1, min(10, candidates))))
        for _ballot in range(ballots)
    ]


def _pyrankvote(rankings: list[tuple[int, ...]], candidates: int) -> float:
    import pyrankvote

    people = [pyrankvote.Candidate(f"C{number}") for number in range(1, candidates + 1)]
    began = time.perf_counter()
    ballots = [
        pyrankvote.Ballot([people[number - 1] for number in ranking]) for ranking in rankings
    ]
    pyrankvote.single_transferable_vote(people, ballots, number_of_seats=SEATS)
    return time.perf_counter() - began
