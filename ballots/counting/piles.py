"""Papers in piles, one for each holder and value.

A paper that moves is written as a string with one character per choice, so that striking out
everybody who can receive no more is one call for a whole pile. A paper that never moves is not
read beyond its first choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ballots.counting.contest import ContestError

Paper = tuple[int, tuple[int, ...]]
BETWEEN = "\0"
NOT_STANDING = "A paper names somebody who is not a candidate."


@dataclass(frozen=True, slots=True)
class Batch:
    """Written papers and how many there are of each."""

    papers: list[str]
    weights: list[int]


class Piles:
    """Who holds which papers at which value; `None` holds those without a further choice."""

    def __init__(self, candidates: int) -> None:
        numbers = range(1, candidates + 1)
        self._holders: dict[str, int | None] = {chr(number): number for number in numbers}
        self._holders[""] = None
        self._unread: dict[int, list[Paper]] = {}
        self._piles: dict[int, dict[int, Batch]] = {number: {} for number in numbers}

    def sort(
        self, papers: Iterable[Paper], value: int, withdrawn: Collection[int]
    ) -> Mapping[int | None, int]:
        """Give each paper to its first choice not withdrawn; return how many each receives."""
        unread: defaultdict[int, list[Paper]] = defaultdict(list)
        blank = 0
        for paper in papers:
            try:
                unread[paper[1][0]].append(paper)
            except IndexError:
                blank += paper[0]
        if not unread.keys() <= self._piles.keys():
            raise ContestError(NOT_STANDING)
        self._unread = unread
        received: defaultdict[int | None, int] = defaultdict(int, {None: blank})
        passed_on = [self._read(number) for number in sorted(withdrawn)]
        for number, pile in unread.items():
            received[number] += sum([weight for weight, _ in pile])
        for batch in passed_on:
            for holder, number in self.deal(batch, value, withdrawn).items():
                received[holder] += number
        return received

    def take(self, candidate: int, value: int) -> list[tuple[int, Batch]]:
        """Take all of a candidate's papers away, by value; `value` is that of a first choice."""
        return [(value, self._read(candidate)), *self._piles.pop(candidate).items()]

    def deal(self, batch: Batch, value: int, gone: Collection[int]) -> Mapping[int | None, int]:
        """Give each paper to its first choice not gone; return how many each receives."""
        if not batch.papers:
            return {}
        strike = dict.fromkeys(gone)
        struck = BETWEEN.join(batch.papers).translate(strike).split(BETWEEN)
        papers: defaultdict[str, list[str]] = defaultdict(list)
        weights: defaultdict[str, list[int]] = defaultdict(list)
        for paper, weight in zip(struck, batch.weights, strict=True):
            first = paper[:1]
            papers[first].append(paper)
            weights[first].append(weight)
        received: dict[int | None, int] = {}
        for first, pile in papers.items():
            holder = self._holders[first]
            received[holder] = sum(weights[first])
            if holder is not None:
                self._lay(holder, value, Batch(pile, weights[first]))
        return received

    def _read(self, candidate: int) -> Batch:
        """Write out the papers on which the candidate stands first."""
        unread = self._unread.pop(candidate, [])
        rankings = [ranking for _, ranking in unread]
        try:
            if len(self._holders) <= 256:
                text = BETWEEN.encode().join(map(bytes, rankings)).decode("latin-1")
            else:
                text = BETWEEN.join(["".join(map(chr, ranking)) for ranking in rankings])
        except (ValueError, OverflowError) as fault:
            raise ContestError(NOT_STANDING) from fault
        # A zero would fall among the separators; any other stranger is left over.
        everybody = dict.fromkeys(map(ord, filter(None, self._holders)))
        if len(text.translate(everybody)) != max(len(rankings) - 1, 0):
            raise ContestError(NOT_STANDING)
        papers = text.split(BETWEEN) if rankings else []
        return Batch(papers, [weight for weight, _ in unread])

    def _lay(self, holder: int, value: int, batch: Batch) -> None:
        own = self._piles[holder].setdefault(value, batch)
        if own is not batch:
            own.papers.extend(batch.papers)
            own.weights.extend(batch.weights)
