"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers of voters and ballots. `small` shows that everything runs; its figures say nothing."""

    voters: int
    papers: int
    board: int
    count: tuple[tuple[int, int], ...]


FULL = Scale(10_000, 300, 50_000, ((100_000, 12), (1_000_000, 30)))
SMALL = Scale(40, 5, 30, ((2_000, 12),))
