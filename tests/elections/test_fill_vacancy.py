"""A vacancy is filled by counting the same ballots without those who left."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from committees.operations.mandates import accept_office, decline_office, lay_down_office
from committees.operations.memberships import leave_committee
from core.decision import Refused
from elections.models import Election
from elections.operations.vacancies import fill_vacancy
from elections.queries.afterwards import vacancies_of
from notices.models import Message
from tests.elections.deciding import declared
from tests.factories import NOW
from tests.factories_elections import announced, members

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


As = Callable[..., Client]


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def election(committee: Committee, coordinator: Membership, people: list[Membership]) -> Election:
    """One and Two are elected; without One their papers go to Four, who is behind Three before."""
    one, two, three, four = people[:4]
    rankings = {
        **{voter: [one, four] for voter in people[:5]},
        **{voter: [two] for voter in people[5:9]},
        **{voter: [three] for voter in people[9:11]},
        people[11]: [four],
    }
    return declared(
        committee,
        coordinator,
        [one, two, three, four],
        rankings,
        seats=2,
        office="membership_secretary",
    )


def _mandate(election: Election, member: Membership) -> Mandate:
    return Mandate.objects.get(
        decision=election.public_id, membership=member, office=election.office
    )


def test_the_count_back_asks_whom_the_ballots_elect_now(
    election: Election, coordinator: Membership, people: list[Membership], as_: As
) -> None:
    path = f"/elections/{election.public_id}/"
    assert vacancies_of(election, NOW) == 0
    assert "is vacant" not in as_(coordinator).get(path).content.decode()
    first = _mandate(election, people[0])
    lay_down_office(first, by=people[0], at=NOW)
    assert vacancies_of(election, NOW) == 1
    assert "1 place is vacant" in as_(people[7]).get(path).content.decode()
    answer = as_(coordinator).post(f"{path}fill/", follow=True).content.decode()
    assert "the ballots elect Voter 3, who is asked now." in answer
    assert "By count-back Voter 3 is elected, and asked to accept." in answer
    mandate = _mandate(election, people[3])
    assert (mandate.status, mandate.source) == ("given", "count_back")
    assert mandate.ends_at == first.ends_at
    assert Message.objects.filter(key__startswith="election:successor:").count() == 1
    assert vacancies_of(election, NOW) == 0
    assert accept_office(mandate, by=people[3], at=NOW).status == "live"
    with pytest.raises(Refused, match="No place"):
        fill_vacancy(election, by=coordinator, at=NOW)


def test_who_declines_is_passed_over_and_so_is_who_has_left(
    election: Election, coordinator: Membership, people: list[Membership]
) -> None:
    leave_committee(people[0], at=NOW)
    fill_vacancy(election, by=coordinator, at=NOW)
    decline_office(_mandate(election, people[3]), by=people[3], at=NOW)
    assert vacancies_of(election, NOW) == 1
    assert fill_vacancy(election, by=coordinator, at=NOW).name == "Voter 2"


def test_with_nobody_left_there_is_a_by_election(
    election: Election, coordinator: Membership, people: list[Membership], as_: As
) -> None:
    for gone in (people[0], people[2], people[3]):
        leave_committee(gone, at=NOW)
    answer = as_(coordinator).post(f"/elections/{election.public_id}/fill/", follow=True)
    page = answer.content.decode()
    assert "Announce a by-election." in page
    form = as_(coordinator).get(
        f"/committees/{election.committee.public_id}/elections/announce/"
        f"?again={election.public_id}&seats=1"
    )
    assert 'name="seats" value="1"' in form.content.decode()


def test_once_the_term_is_over_nothing_is_vacant(
    election: Election, people: list[Membership]
) -> None:
    mandate = _mandate(election, people[0])
    lay_down_office(mandate, by=people[0], at=NOW)
    assert mandate.ends_at
    assert vacancies_of(election, mandate.ends_at) == 0


def test_not_once_the_ballots_are_gone(
    election: Election, coordinator: Membership, people: list[Membership]
) -> None:
    lay_down_office(_mandate(election, people[0]), by=people[0], at=NOW)
    election.contest.counted.all().delete()
    with pytest.raises(Refused, match="no longer kept"):
        fill_vacancy(election, by=coordinator, at=NOW)


def test_only_whoever_runs_it_and_only_of_what_gave_an_office(
    election: Election, committee: Committee, coordinator: Membership, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="returning officer"):
        fill_vacancy(election, by=people[5], at=NOW)
    running = announced(committee, coordinator, office="returning_officer")
    with pytest.raises(Refused, match="given nobody an office"):
        fill_vacancy(running, by=coordinator, at=NOW)
