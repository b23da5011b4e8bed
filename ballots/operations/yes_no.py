"""One question with two answers: how every such vote is drafted, whoever puts it."""

from collections.abc import Iterable
from datetime import datetime

from ballots.counting import Rule
from ballots.models import Contest, Kind
from ballots.operations.contests import draft_contest

MOST_IN_A_QUESTION = 200  # of a contest


def draft_question(
    question: str,
    *,
    terms: dict[str, int],
    voters: Iterable[str],
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
) -> Contest:
    """A contest on the host's key whose roll is frozen now; `terms` as `ballots.counting.Terms`."""
    return draft_contest(
        question[:MOST_IN_A_QUESTION],
        kind=Kind.YES_NO,
        rule=Rule.YES_NO,
        seats=1,
        terms=terms,
        voters=voters,
        opens_at=opens_at,
        closes_at=closes_at,
        at=at,
    )
