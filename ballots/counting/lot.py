"""The public lot: anybody who has the seed draws the same order (ballot protocol, section 12)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from ballots.counting.contest import LotNeeded
from ballots.counting.results import Lot


def draw(seed: bytes | None, stage: int, tied: Iterable[int]) -> Lot:
    """Sort the tied candidates by HMAC-SHA256(seed, ASCII `stage:candidate`).

    `stage` is the number of the stage that the lot decides: the one in which the first
    candidate is transferred or excluded.
    """
    candidates = tuple(sorted(tied))
    if seed is None:
        raise LotNeeded(stage, candidates)
    marks = {
        candidate: hmac.digest(seed, f"{stage}:{candidate}".encode("ascii"), "sha256").hex()
        for candidate in candidates
    }
    order = sorted(candidates, key=lambda candidate: marks[candidate])
    return Lot(stage, tuple((candidate, marks[candidate]) for candidate in order))
