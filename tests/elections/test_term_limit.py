"""Nobody is elected to the same office more than twice in a row unless nobody else stands."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership
from committees.standing_orders.arithmetic import months_after
from elections.operations.clockwork import advance_election
from elections.terms import in_a_row
from tests.factories import NOW, MandateFactory
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 4)


def served(member: Membership, *terms: tuple[datetime, datetime | None], **fields: object) -> None:
    """Terms as delegate, each from a moment to another."""
    for begin, end in terms:
        given = {"source": "election", "status": "ended", "ended_by": "term", "ended_at": end}
        MandateFactory(
            membership=member, office="delegate", given_at=begin, ends_at=end, **(given | fields)
        )


YEAR_AGO, HALF = months_after(NOW, -12), months_after(NOW, -6)
TWICE = ((YEAR_AGO, HALF), (HALF, NOW))


def _statuses(
    committee: Committee, by: Membership, *standing: Membership, **fields: object
) -> list[str]:
    election = announced(committee, by, **fields)
    stand(election, *standing)
    election = advance_election(election, at=election.nominations_close_at)
    rows = election.candidacies.order_by("pk")
    return list(rows.values_list("status", flat=True))


def test_who_carried_it_twice_makes_room_for_others(
    committee: Committee, coordinator: Membership, people: list[Membership], as_: As
) -> None:
    served(people[0], *TWICE)
    assert in_a_row(people[0], "delegate", NOW) == 2
    assert _statuses(committee, coordinator, *people[:2]) == ["limited", "standing"]


@pytest.mark.parametrize(("standing", "seats"), [(1, 1), (2, 2)])
def test_unless_others_do_not_stand_for_every_place(
    committee: Committee,
    coordinator: Membership,
    people: list[Membership],
    standing: int,
    seats: int,
) -> None:
    served(people[0], *TWICE)
    found = _statuses(committee, coordinator, *people[:standing], seats=seats)
    assert found == ["standing"] * standing


def test_a_practice_limits_nobody(
    committee: Committee, coordinator: Membership, people: list[Membership]
) -> None:
    served(people[0], *TWICE)
    assert _statuses(committee, coordinator, *people[:2], preset="practice")[0] == "standing"


def test_a_whole_term_between_breaks_the_row(people: list[Membership]) -> None:
    served(people[0], (months_after(NOW, -18), YEAR_AGO), (HALF, NOW))
    assert in_a_row(people[0], "delegate", NOW) == 1
    assert in_a_row(people[0], "coordinator", NOW) == 0
    assert in_a_row(people[0], "delegate", months_after(NOW, 6)) == 0


def test_stepping_in_and_an_annulled_election_are_no_terms(people: list[Membership]) -> None:
    served(people[0], (HALF, NOW), source="alternate")
    served(people[1], (HALF, NOW), ended_by="annulled")
    assert [in_a_row(one, "delegate", NOW) for one in people[:2]] == [0, 0]


def test_a_term_that_still_runs_counts(people: list[Membership]) -> None:
    running = {"status": "live", "ended_by": "", "ended_at": None}
    MandateFactory(
        membership=people[0],
        office="delegate",
        source="election",
        given_at=HALF,
        ends_at=NOW + timedelta(days=9),
        **running,
    )
    assert in_a_row(people[0], "delegate", NOW) == 1


def test_whom_it_meets_reads_so_before_standing(
    committee: Committee,
    coordinator: Membership,
    people: list[Membership],
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    served(people[0], *TWICE)
    election = announced(committee, coordinator)
    address = f"/elections/{election.public_id}/nominate/"
    assert "as often in a row" in as_(people[0]).get(address).content.decode()
    assert "as often in a row" not in as_(people[1]).get(address).content.decode()
