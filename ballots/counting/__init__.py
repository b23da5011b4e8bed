"""Counting: pure Python, whole numbers, nothing of Django.

`count(contest)` gives a `Count` with every stage. Votes are integers in hundred-thousandths.
"""

from ballots.counting.contest import Contest, ContestError, LotNeeded, Rule, Terms, group
from ballots.counting.results import Count, Lot, Stage, Transfer
from ballots.counting.rules import count, count_back

__all__ = [
    "Contest",
    "ContestError",
    "Count",
    "Lot",
    "LotNeeded",
    "Rule",
    "Stage",
    "Terms",
    "Transfer",
    "count",
    "count_back",
    "group",
]
