"""Alternates step in by themselves when a delegate's seat falls vacant before its term."""

from datetime import timedelta

import pytest

from committees.models import Committee, Mandate, Membership
from committees.operations.mandates import end_mandate, lay_down_office
from committees.operations.memberships import leave_committee
from elections.models import Election
from elections.operations.challenges import _annul
from elections.queries.afterwards import vacancies_of
from notices.models import Message
from tests.elections.deciding import declared
from tests.factories import NOW, MandateFactory
from tests.factories_elections import members

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def election(committee: Committee, coordinator: Membership, people: list[Membership]) -> Election:
    """Voter 0 and Voter 1 are elected; Voter 2 is the first alternate, Voter 3 the second."""
    one, two, three, four, five = people[:5]
    rankings = {
        **{voter: [one, three] for voter in people[:5]},
        **{voter: [two, three] for voter in people[5:9]},
        **{voter: [four, five] for voter in people[9:11]},
        people[11]: [five],
    }
    return declared(committee, coordinator, [one, two, three, four, five], rankings, seats=2)


def _carries(election: Election, member: Membership) -> Mandate | None:
    rows = Mandate.objects.unended().filter(membership=member, decision=election.public_id)
    return rows.first()


def test_there_are_as_many_alternates_as_seats(election: Election) -> None:
    named = election.candidacies.order_by("outcome", "position")
    assert [(one.outcome, one.name) for one in named] == [
        ("alternate", "Voter 2"),
        ("alternate", "Voter 3"),
        ("elected", "Voter 0"),
        ("elected", "Voter 1"),
        ("not_elected", "Voter 4"),
    ]


def test_the_first_alternate_carries_the_rest_of_the_term_at_once(
    election: Election, people: list[Membership]
) -> None:
    first = _carries(election, people[0])
    assert first
    lay_down_office(first, by=people[0], at=NOW)
    mandate = _carries(election, people[2])
    assert mandate
    assert (mandate.office, mandate.source, mandate.status) == ("delegate", "alternate", "live")
    assert (mandate.ends_at, mandate.given_at) == (first.ends_at, NOW)
    assert Mandate.objects.get(membership=people[2], office="alternate").ended_by == "stepped_in"
    assert Message.objects.get().template == "committees/email/stepped_in"
    assert vacancies_of(election, NOW) == 0


def test_the_next_follows_and_then_the_place_is_vacant(
    election: Election, people: list[Membership]
) -> None:
    leave_committee(people[3], at=NOW)  # an alternate who leaves steps in nowhere
    leave_committee(people[0], at=NOW)
    stepped_in = _carries(election, people[2])
    assert stepped_in
    assert vacancies_of(election, NOW) == 0
    end_mandate(stepped_in, because="recall", by=None, at=NOW)
    assert vacancies_of(election, NOW) == 1


def test_an_alternate_who_is_a_delegate_already_is_passed_over(
    election: Election, people: list[Membership]
) -> None:
    MandateFactory(membership=people[2], office="delegate")
    first = _carries(election, people[0])
    assert first
    end_mandate(first, because="recall", by=None, at=NOW)
    mandate = _carries(election, people[3])
    assert mandate
    assert mandate.office == "delegate"


def test_nobody_steps_in_at_the_end_of_a_term_or_of_an_annulled_election(
    election: Election, people: list[Membership], coordinator: Membership
) -> None:
    first, second = (_carries(election, one) for one in people[:2])
    assert first
    assert first.ends_at
    assert second
    end_mandate(first, because="recall", by=None, at=first.ends_at)
    end_mandate(second, because="term", by=None, at=NOW + timedelta(days=1))
    _annul(election, coordinator, NOW)
    assert not Mandate.objects.filter(source="alternate").exists()


def test_nobody_steps_in_for_an_office_that_was_only_offered(
    election: Election, people: list[Membership], committee: Committee
) -> None:
    offered = MandateFactory(
        membership=people[6], office="delegate", status="given", decision=election.public_id
    )
    end_mandate(offered, because="resigned", by=None, at=NOW)
    assert not Mandate.objects.filter(source="alternate").exists()
