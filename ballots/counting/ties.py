"""Whose surplus goes first, and who is excluded (SSI 2007/42, schedule 1, rules 49 and 51)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ballots.counting.lot import draw
from ballots.counting.reasons import Reason, ReasonCode
from ballots.counting.results import Lot, Stage


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate, and how a tie was broken if there was one."""

    candidate: int
    reasons: tuple[Reason, ...] = ()
    lot: Lot | None = None


def choose(
    among: Iterable[int],
    stages: Sequence[Stage],
    *,
    most: bool,
    ron: int | None,
    seed: bytes | None,
) -> Choice:
    """Choose the candidate with the most votes (a surplus) or the fewest (an exclusion).

    A tie is broken by the latest earlier stage at which the tied differed; of three or more,
    those still equal there are compared further back; then comes the lot. RON loses every tie.
    """
    tied = _extreme(among, stages[-1], most=most)
    if len(tied) == 1:
        return Choice(tied[0])
    if ron in tied and not most:
        others = tuple(number for number in tied if number != ron)
        return Choice(ron, (Reason(ReasonCode.EXCLUSION_TIE_RON, (ron, *others)),))
    earlier = ReasonCode.SURPLUS_TIE_EARLIER if most else ReasonCode.EXCLUSION_TIE_EARLIER
    for stage in reversed(stages[:-1]):
        left = _extreme(tied, stage, most=most)
        if len(left) == 1:
            order = (left[0], *(number for number in tied if number != left[0]))
            return Choice(left[0], (Reason(earlier, order, {"stage": stage.number}),))
        tied = left
    lot = draw(seed, len(stages) + 1, tied)
    order = tuple(number for number, _ in lot.order)
    code = ReasonCode.SURPLUS_TIE_LOT if most else ReasonCode.EXCLUSION_TIE_LOT
    return Choice(order[0], (Reason(code, order),), lot)


def _extreme(among: Iterable[int], stage: Stage, *, most: bool) -> list[int]:
    votes = {number: stage.votes[number - 1] for number in among}
    extreme = max(votes.values()) if most else min(votes.values())
    return sorted(number for number, held in votes.items() if held == extreme)
