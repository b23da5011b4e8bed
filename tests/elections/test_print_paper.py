"""The paper is printed ahead of the opening, where tellers have to find their keys on it."""

from datetime import timedelta

import pytest

from ballots import definitions
from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Election
from elections.operations.clockwork import advance_election, print_paper
from elections.operations.nominations import withdraw_candidacy
from tests.elections.telling import hold, printed
from tests.factories import NOW
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, people: list[Membership], now: object
) -> Election:
    found = announced(committee, returning_officer)
    stand(found, *people[8:10])
    return found


def test_a_day_before_with_tellers(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    hold(election, people[:3], returning_officer)
    assert election.prints_at == election.voting_opens_at - timedelta(days=1)
    election = printed(election)
    assert (election.status, election.contest.status) == ("questions", "prepared")
    assert election.due_at == election.voting_opens_at
    definition = definitions.of(election.contest.public_id)
    assert (len(definition.holders), definition.needed) == (3, 2)


@pytest.mark.parametrize(
    ("number", "holders", "needed"), [(1, 1, 1), (2, 3, 2), (3, 3, 2), (4, 4, 3), (5, 5, 3)]
)
def test_who_holds_how_many_keys(
    election: Election,
    returning_officer: Membership,
    people: list[Membership],
    number: int,
    holders: int,
    needed: int,
) -> None:
    hold(election, people[:number], returning_officer)
    election = advance_election(election, at=election.voting_opens_at)
    definition = definitions.of(election.contest.public_id)
    assert (len(definition.holders), definition.needed) == (holders, needed)


def test_without_tellers_at_the_opening(election: Election) -> None:
    assert election.prints_at == election.voting_opens_at
    assert printed(election).status == "voting"


def test_not_too_early_not_twice_and_at_no_other_step(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="not at this step"):
        print_paper(election, at=NOW)
    hold(election, people[:3], returning_officer)
    election = advance_election(election, at=election.nominations_close_at)
    with pytest.raises(Refused, match="too early"):
        print_paper(election, at=election.nominations_close_at)
    print_paper(election, at=election.prints_at)
    with pytest.raises(Refused, match="printed already"):
        print_paper(election, at=election.prints_at)


def test_with_no_candidate_left_nothing_is_printed(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    hold(election, people[:3], returning_officer)
    election = advance_election(election, at=election.nominations_close_at)
    for candidacy in election.candidacies.all():
        assert candidacy.membership
        withdraw_candidacy(candidacy, by=candidacy.membership, at=election.nominations_close_at)
    election = print_paper(election, at=election.prints_at)
    assert (election.contest.status, election.due_at) == ("draft", election.voting_opens_at)
    assert advance_election(election, at=election.voting_opens_at).status == "void"
