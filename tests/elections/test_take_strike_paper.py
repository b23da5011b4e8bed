"""The ballot paper of a strike ballot: for those on the roll, while voting is open."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from ballots import queries as ballots
from ballots.protocol.encoding import b64, canonical
from ballots.scripted import ScriptedVoter
from committees.models import Committee, Membership
from elections.models import StrikeBallot
from elections.operations.strikes import void_strike_ballot
from elections.permissions.strikes import cast_strike_vote, take_strike_paper
from tests.elections.striking import voting
from tests.factories import MembershipFactory

As = Callable[[object], Client]


@pytest.fixture
def ballot(committee: Committee, member: Membership) -> StrikeBallot:
    return voting(committee)


def _may(ballot: StrikeBallot, who: Membership, at: datetime) -> str:
    entry = ballots.on_roll(ballot.contest, who.public_id)
    for asked in (cast_strike_vote, take_strike_paper):
        decision = asked(who, ballot, entry, at)
    return str(decision.reason)


def test_a_member_gets_one_and_others_do_not(
    ballot: StrikeBallot, member: Membership, outsider: Membership, as_: As
) -> None:
    blinded = ScriptedVoter(ballot.contest, "somebody").keys.blind()
    sent = canonical(
        {
            "ballot": b64(blinded.ballot),
            "envelope": b64(blinded.envelope),
            "fingerprint": ballot.contest.fingerprint,
        }
    )
    address = f"/strike-ballots/{ballot.public_id}/paper/"
    with time_machine.travel(ballot.voting_opens_at, tick=False):
        how = {"data": sent, "content_type": "application/json"}
        assert as_(member).post(address, **how).status_code == 200
        assert as_(outsider).post(address, **how).status_code == 404
        assert as_(None).post(address, **how).status_code == 401


def test_why_somebody_cannot_vote(
    committee: Committee, ballot: StrikeBallot, member: Membership, outsider: Membership
) -> None:
    at = ballot.voting_opens_at
    assert _may(ballot, member, at) == ""
    assert "Only members" in _may(ballot, outsider, at)
    newcomer = MembershipFactory(committee=committee)
    assert "not on the roll" in _may(ballot, newcomer, at)
    assert _may(ballot, member, ballot.voting_closes_at + timedelta(seconds=1))
    ballot = void_strike_ballot(ballot, at=at)
    assert "is void" in _may(ballot, member, at)
