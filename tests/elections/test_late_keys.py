"""Keys that are not ready in time, come late, or are lost: the clock asks again, and then gives up."""

from datetime import timedelta
from typing import Any

import pytest

from ballots import keyring
from ballots.models import ContestStatus
from committees.models import Committee, Membership
from elections.models import Election, ElectionStatus
from elections.operations import clockwork
from elections.operations.clockwork import (
    ASK_AGAIN,
    advance_election,
    close_voting,
    count_election,
)
from tests.factories_elections import announced, members, number_of, stand, voting
from tests.tellers import Teller
from tests.voting import vote

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)


@pytest.fixture
def teller() -> Teller:
    return Teller(1, "Rosa Teller")


def with_teller(committee: Committee, by: Membership, stands: Membership, teller: Teller) -> Any:
    """An election whose paper is printed, and whose only teller has not yet said that they are ready."""
    election = announced(committee, by, tellers=[teller.key], needed=1)
    stand(election, stands)
    return advance_election(election, at=election.voting_opens_at)


@pytest.fixture
def waiting(
    committee: Committee, coordinator: Membership, member: Membership, teller: Teller
) -> Election:
    members(committee, 3)
    return with_teller(committee, coordinator, member, teller)


def test_voting_opens_soon_after_the_teller_is_ready(waiting: Election, teller: Teller) -> None:
    assert waiting.status == ElectionStatus.QUESTIONS
    assert waiting.due_at == waiting.voting_opens_at + ASK_AGAIN
    again = advance_election(waiting, at=waiting.due_at)
    assert (again.status, again.due_at) == ("questions", waiting.due_at + ASK_AGAIN)
    assert teller.be_ready(waiting.contest) == 200
    opened = advance_election(again, at=again.due_at)
    assert (opened.status, opened.due_at) == ("voting", opened.voting_closes_at)


def test_without_the_teller_the_election_is_void_when_voting_would_close(waiting: Election) -> None:
    late = advance_election(waiting, at=waiting.voting_closes_at)
    assert late.status == ElectionStatus.VOID
    assert late.void_because == "The tellers’ keys were not ready before voting was to close."


@pytest.fixture
def voted(waiting: Election, teller: Teller, member: Membership) -> Election:
    teller.be_ready(waiting.contest)
    election = advance_election(waiting, at=waiting.due_at or waiting.voting_opens_at)
    for voter in committee_voters(election):
        vote(election, choices=[number_of(election, member)], by=voter, at=election.voting_opens_at)
    return election


def committee_voters(election: Election) -> list[Membership]:
    rows = election.committee.memberships.filter(chosen_name__startswith="Voter")
    return list(rows.order_by("pk"))


def test_the_count_waits_for_the_tellers_and_is_asked_for_again(
    voted: Election,
) -> None:
    closed = advance_election(voted, at=voted.counted_from)
    assert closed.status == ElectionStatus.CLOSED
    assert closed.due_at == voted.counted_from + ASK_AGAIN
    assert closed.contest.status == ContestStatus.LISTED
    assert closed.contest.envelopes == 3


def test_after_a_week_without_the_tellers_the_election_is_to_be_repeated(voted: Election) -> None:
    late = advance_election(voted, at=voted.counted_from + A_WEEK)
    assert late.status == ElectionStatus.VOID
    assert late.void_because.startswith("Too few tellers opened the ballots.")
    assert late.voided_at == voted.counted_from + A_WEEK


def test_the_key_that_signs_the_first_list_is_lost(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 2)
    election = voting(committee, coordinator, member)
    keyring.destroy(election.contest.public_id, keyring.RECEIPT)
    election = close_voting(election, at=election.voting_closes_at)
    assert (election.status, election.void_because) == ("void", clockwork.KEY_LOST)
    election.contest.refresh_from_db()
    assert election.contest.status == ContestStatus.VOID


def test_the_key_that_signs_the_final_list_is_lost(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 2)
    election = voting(committee, coordinator, member)
    election = close_voting(election, at=election.voting_closes_at)
    keyring.destroy(election.contest.public_id, keyring.RECEIPT)
    election = count_election(election, at=election.counted_from)
    assert (election.status, election.void_because) == ("void", clockwork.KEY_LOST)
