"""The count, beside a library that anybody may install."""

import random
import time
from collections.abc import Iterator

from ballots.counting import Contest, count
from tests.benchmarks.figures import Figure, figure
from tests.benchmarks.scale import Scale

SEATS = 6


def measure(scale: Scale) -> Iterator[Figure]:
    """Random rankings of up to ten; the same ballots for both."""
    for ballots, candidates in scale.count:
        rankings = _rankings(ballots, candidates)
        contest = Contest(
            candidates=tuple(f"C{number}" for number in range(1, candidates + 1)),
            seats=SEATS,
            papers=tuple((1, ranking) for ranking in rankings),
            rule="scottish-stv",
        )
        began = time.perf_counter()
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
    numbers, weights = range(1, candidates + 1), [1 / n for n in range(1, candidates + 1)]
    rankings = []
    for _ballot in range(ballots):
        length = chosen.randint(1, min(10, candidates))
        picked = chosen.choices(numbers, weights, k=length)
        rankings.append(tuple(dict.fromkeys(picked)))
    return rankings


def _pyrankvote(rankings: list[tuple[int, ...]], candidates: int) -> float:
    import pyrankvote

    people = [pyrankvote.Candidate(f"C{number}") for number in range(1, candidates + 1)]
    ballots = [
        pyrankvote.Ballot([people[number - 1] for number in ranking]) for ranking in rankings
    ]
    began = time.perf_counter()
    pyrankvote.single_transferable_vote(people, ballots, number_of_seats=SEATS)
    return time.perf_counter() - began
