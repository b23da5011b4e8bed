"""Alternates and recalls: they step in at once, can be recalled, and shake no petition off."""

from datetime import timedelta

import pytest

from committees.models import Committee, Mandate, Membership
from committees.operations.mandates import lay_down_office
from committees.operations.memberships import leave_committee
from elections.models import RecallPetition
from elections.operations.recall_votes import advance_recall
from tests.elections.deciding import declared
from tests.elections.recalling import decided, opened, signed
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
DAY = timedelta(days=1)


@pytest.fixture
def delegates(
    committee: Committee, coordinator: Membership, people: list[Membership]
) -> tuple[Mandate, Mandate]:
    """Voter 0 is elected delegate, Voter 1 their alternate."""
    one, two = people[:2]
    election = declared(
        committee, coordinator, [one, two], {voter: [one, two] for voter in people[:9]}
    )
    carried = Mandate.objects.filter(decision=election.public_id)
    return carried.get(office="delegate"), carried.get(office="alternate")


def _later(petition: RecallPetition, members: list[Membership]) -> RecallPetition:
    petition = signed(petition, members, at=petition.opened_at)
    return advance_recall(petition, at=petition.voting_opens_at or NOW)


def test_in_the_moment_in_which_it_is_carried_the_alternate_steps_in(
    delegates: tuple[Mandate, Mandate], people: list[Membership]
) -> None:
    delegate, alternate = delegates
    petition = _later(opened(delegate, people[5], at=NOW + 20 * DAY), people[6:9])
    petition = decided(petition, end=people[10:20])
    stepped = Mandate.objects.live().get(office="delegate")
    assert stepped.membership == alternate.membership
    assert (stepped.given_at, stepped.source) == (petition.ended_at, "alternate")
    alternate.refresh_from_db()
    assert (alternate.ended_by, alternate.ended_at) == ("stepped_in", petition.ended_at)


def test_whoever_stepped_in_can_be_recalled_too(
    delegates: tuple[Mandate, Mandate], people: list[Membership]
) -> None:
    delegate, _alternate = delegates
    lay_down_office(delegate, by=people[0], at=NOW + 20 * DAY)
    stepped = Mandate.objects.live().get(office="delegate")
    petition = _later(opened(stepped, people[5], at=NOW + 21 * DAY), people[6:9])
    assert decided(petition, end=people[10:20]).status == "carried"
    assert not Mandate.objects.live().filter(office="delegate").exists()


def test_an_alternate_who_steps_in_takes_the_petition_along(
    delegates: tuple[Mandate, Mandate], people: list[Membership]
) -> None:
    delegate, alternate = delegates
    petition = opened(alternate, people[5], at=NOW + 20 * DAY)
    lay_down_office(delegate, by=people[0], at=NOW + 20 * DAY)
    stepped = Mandate.objects.live().get(office="delegate")
    petition = advance_recall(petition, at=NOW + 21 * DAY)
    assert (petition.status, petition.mandate) == ("open", stepped)
    petition = _later(petition, people[6:9])
    assert decided(petition, end=people[10:20]).status == "carried"
    stepped.refresh_from_db()
    assert stepped.ended_by == "recall"


def test_an_alternate_who_stepped_in_and_left_takes_it_nowhere(
    delegates: tuple[Mandate, Mandate], people: list[Membership]
) -> None:
    delegate, alternate = delegates
    petition = opened(alternate, people[5], at=NOW + 20 * DAY)
    lay_down_office(delegate, by=people[0], at=NOW + 20 * DAY)
    leave_committee(people[1], at=NOW + 20 * DAY)
    assert advance_recall(petition, at=NOW + 21 * DAY).status == "fell"
