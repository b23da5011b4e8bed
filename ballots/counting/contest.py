"""A contest as it is put to the count: who stands, for how many places, on which papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MOST_CANDIDATES = 10_000


class ContestError(ValueError):
    """A contest that cannot be counted; the text is one sentence for a person."""


class LotNeeded(Exception):
    """A tie can only be broken by the lot, and the contest holds no seed."""

    def __init__(self, stage: int, candidates: tuple[int, ...]) -> None:
        self.stage = stage
        self.candidates = candidates
        numbers = ", ".join(map(str, candidates))
        super().__init__(f"Stage {stage} needs a lot between the candidates {numbers}.")


class Rule(StrEnum):
    SCOTTISH_STV = "scottish-stv"
    SCOTTISH_STV_RON = "scottish-stv-ron"
    YES_NO = "yes-no"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a yes/no question must reach to be carried.

    The share of yes among the votes that are not blank must be above `numerator / denominator`
    (or equal to it, if `at_least`), and more must vote yes than no. Turnout counts every paper,
    blank ones too; it is measured only if the size of the roll is known.
    """

    numerator: int = 1
    denominator: int = 2
    at_least: bool = False
    roll: int | None = None
    turnout_percent: int = 0
    turnout_least: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ContestError("A threshold is a share above nothing and at most the whole.")
        if not 0 <= self.turnout_percent <= 100 or self.turnout_least < 0:
            raise ContestError("A turnout is between 0 and 100 per cent.")
        if self.turnout_percent and self.roll is None:
            raise ContestError("A turnout in per cent needs the size of the roll.")

    @property
    def papers_needed(self) -> int:
        """The least number of papers, rounded up, that makes the vote count."""
        share = -(-(self.roll or 0) * self.turnout_percent // 100)
        return max(share, self.turnout_least)


@dataclass(frozen=True, slots=True)
class Contest:
    """Candidates are numbered from 1 in the order of `candidates`.

    `papers` holds (weight, ranking): so many equal papers, and the candidates' numbers on them,
    best first; an empty ranking is a blank paper. Grouping equal papers makes the count faster
    and changes nothing else.
    """

    candidates: tuple[str, ...]
    seats: int
    papers: tuple[tuple[int, tuple[int, ...]], ...]
    rule: str = Rule.SCOTTISH_STV
    withdrawn: frozenset[int] = frozenset()
    ron: int | None = None
    seed: bytes | None = None
    invalid: int = 0
    title: str = ""
    terms: Terms = field(default_factory=Terms)

    def __post_init__(self) -> None:
        numbers = range(1, len(self.candidates) + 1)
        if len(self.candidates) > MOST_CANDIDATES:
            raise ContestError(f"A contest has at most {MOST_CANDIDATES} candidates.")
        if self.seats < 1:
            raise ContestError("A contest has at least one place to fill.")
        if self.rule not in set(Rule):
            raise ContestError(f"There is no counting rule called {self.rule!r}.")
        if any(number not in numbers for number in self.withdrawn):
            raise ContestError("A withdrawn candidate is not among the candidates.")
        if self.ron is not None and self.ron not in numbers:
            raise ContestError("Re-open nominations is not among the candidates.")
        if self.rule == Rule.YES_NO and len(self.candidates) != 2:
            raise ContestError("A yes/no question has exactly two answers.")

    @property
    def standing(self) -> tuple[int, ...]:
        """The candidates who have not withdrawn."""
        numbers = range(1, len(self.candidates) + 1)
        return tuple(number for number in numbers if number not in self.withdrawn)


def group(rankings: Iterable[Sequence[int]]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Put equal papers together: what `Contest.papers` holds."""
    grouped = Counter(map(tuple, rankings))
    return tuple(zip(grouped.values(), grouped.keys(), strict=True))
