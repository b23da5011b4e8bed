"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers of voters, ballots, recipients of a mail, committees, open pages of a meeting, and
    members in one who vote within so many seconds.

    `small` shows that everything runs; its figures say nothing.
    """

    voters: int
    papers: int
    board: int
    count: tuple[tuple[int, int], ...]
    recipients: int
    committees: int
    streams: tuple[int, ...]
    attending: int
    vote_seconds: float


FULL = Scale(
    voters=10_000,
    papers=300,
    board=50_000,
    count=((100_000, 12), (1_000_000, 30)),
    recipients=20_000,
    committees=500,
    streams=(1_000, 5_000, 9_500),
    attending=2_000,
    vote_seconds=60,
)
SMALL = Scale(
    voters=40,
    papers=5,
    board=30,
    count=((2_000, 12),),
    recipients=60,
    committees=4,
    streams=(20,),
    attending=40,
    vote_seconds=2,
)
