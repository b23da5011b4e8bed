"""Strike ballots at the step that a test asks for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from committees.models import Committee, Membership
from elections.models import StrikeBallot
from elections.operations.strikes import advance_strike_ballot, call_strike_ballot
from tests.factories import NOW
from tests.factories_meetings import ResolutionFactory
from tests.voting import cast

YES, NO = 1, 2


def called(committee: Committee, *, at: datetime = NOW, **fields: Any) -> StrikeBallot:
    """Called by a resolution of this committee."""
    given = {"decision": ResolutionFactory(committee=committee), "action": "strike"}
    return call_strike_ballot(committee, **(given | {"title": "Shall we strike?"} | fields), at=at)


def voting(committee: Committee) -> StrikeBallot:
    """Voting has just opened."""
    ballot = called(committee)
    return advance_strike_ballot(ballot, at=ballot.voting_opens_at)


def decided(
    ballot: StrikeBallot,
    *,
    yes: Iterable[Membership] = (),
    no: Iterable[Membership] = (),
    blank: Iterable[Membership] = (),
) -> StrikeBallot:
    """These have voted so, and the ballots are counted."""
    at = ballot.voting_opens_at
    for members, choices in ((yes, [YES]), (no, [NO]), (blank, [])):
        for one in members:
            cast(ballot.contest, one.public_id, choices=choices, at=at)
    return advance_strike_ballot(ballot, at=ballot.voting_closes_at + timedelta(hours=1))
