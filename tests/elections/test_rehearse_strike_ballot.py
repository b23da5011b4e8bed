"""Practice before a strike ballot: one tap, ten minutes, nobody is mailed, nothing is decided."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import StrikeBallot
from elections.operations.strikes import rehearse_strike_ballot, void_strike_ballot
from notices.models import Message
from tests.elections.striking import called, decided, voting
from tests.factories_elections import members

As = Callable[[object], Client]


def test_it_opens_at_once_on_the_same_roll_and_decides_nothing(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    dozen = members(committee, 12)
    ballot = called(committee)
    before = Message.objects.count()
    practice = rehearse_strike_ballot(ballot, by=coordinator, at=now)
    assert (practice.status, practice.voting_closes_at) == ("voting", now + timedelta(minutes=10))
    assert practice.contest.roll_size == ballot.contest.roll_size
    practice = decided(practice, yes=dozen)
    assert practice.status == "carried"
    assert not StrikeBallot.objects.in_force(now).exists()
    assert Message.objects.count() == before


def test_one_at_a_time_before_voting_by_those_who_run_it(
    committee: Committee, coordinator: Membership, returning_officer: Membership,
    member: Membership, outsider: Membership, now: datetime,
) -> None:  # fmt: skip
    ballot = called(committee)
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            rehearse_strike_ballot(ballot, by=somebody, at=now)
    practice = rehearse_strike_ballot(ballot, by=returning_officer, at=now)
    with pytest.raises(Refused, match="running already"):
        rehearse_strike_ballot(ballot, by=coordinator, at=now)
    with pytest.raises(Refused, match="practice itself"):
        rehearse_strike_ballot(practice, by=coordinator, at=now)
    void_strike_ballot(ballot, at=now)
    practice.refresh_from_db()
    assert practice.status == "void"
    with pytest.raises(Refused, match="before voting opens"):
        rehearse_strike_ballot(voting(committee), by=coordinator, at=now)


def test_one_tap_and_the_page_leads_there(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    ballot = called(committee)
    address = f"/strike-ballots/{ballot.public_id}/"
    with time_machine.travel(now, tick=False):
        assert "Let everybody practise" in as_(coordinator).get(address).content.decode()
        shown = as_(coordinator).post(f"{address}practise/", follow=True).content.decode()
        assert "Practice: this decides nothing." in shown
        page = as_(member).get(address).content.decode()
        assert "Practice is open: try it" in page
        room = f"/committees/{committee.public_id}/strike-ballots/"
        assert "Practice" not in as_(member).get(room).content.decode()
