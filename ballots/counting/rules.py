"""The counting rules by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ballots.counting.approval import count_approval
from ballots.counting.contest import Contest, Rule
from ballots.counting.results import Count
from ballots.counting.stv import count_stv
from ballots.counting.yes_no import count_yes_no

RULES: Mapping[str, Callable[[Contest], Count]] = {
    Rule.SCOTTISH_STV: count_stv,
    Rule.SCOTTISH_STV_RON: count_stv,
    Rule.YES_NO: count_yes_no,
    Rule.APPROVAL: count_approval,
}


def count(contest: Contest) -> Count:
    """Count a contest by its rule.

    Raises `LotNeeded` at a tie that only the lot can break, if the contest has no seed, and
    `ContestError` if a paper does not fit the contest.
    """
    return RULES[contest.rule](contest)


def count_back(contest: Contest, left: Iterable[int]) -> Count:
    """Recount the same papers without the candidates who left, to fill a vacancy."""
    return count(replace(contest, withdrawn=contest.withdrawn | frozenset(left)))
