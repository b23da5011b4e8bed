"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers of voters, ballots, recipients of a mail, committees, and open pages
    of a meeting.

    `small` shows that everything runs; its figures say nothing.
    """

    voters: int
    papers: int
    board: int
    count: tuple[tuple[int, int], ...]
    recipients: int
    committees: int
    streams: tuple[int, ...]


FULL = Scale(
    10_000, 300, 50_000, ((100_000, 12), (1_000_000, 30)), 20_000, 500, (1_000, 5_000, 9_500)
)
SMALL = Scale(40, 5, 30, ((2_000, 12),), 60, 4, (20,))
