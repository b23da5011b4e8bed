"""Asking members to hold a key."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Election, Teller
from elections.models.tellers import MOST_TELLERS
from elections.operations.clockwork import advance_election
from elections.operations.tellers import ask_teller
from notices.models import Message
from tests import factories
from tests.elections.telling import ask
from tests.factories import NOW
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, people: list[Membership], now: object
) -> Election:
    return announced(committee, returning_officer)


def test_the_member_is_asked_by_mail(
    election: Election, returning_officer: Membership, people: list[Membership], as_: As
) -> None:
    answer = as_(returning_officer).post(
        f"/elections/{election.public_id}/tellers/ask/",
        {"name": people[0].chosen_name.upper()},
        follow=True,
    )
    assert "they are asked by mail" in answer.content.decode()
    teller = Teller.objects.get()
    assert (teller.membership, teller.status) == (people[0], "asked")
    assert (
        Message.objects.filter(key__startswith=f"election:teller_asked:{teller.public_id}").count()
        == 1
    )
    event = Event.objects.get(name="elections.teller_asked")
    assert event.actor == returning_officer.public_id


def test_a_name_that_nobody_bears_gets_the_same_answer(
    election: Election, returning_officer: Membership, as_: As
) -> None:
    answer = as_(returning_officer).post(
        f"/elections/{election.public_id}/tellers/ask/", {"name": "Nobody Here"}, follow=True
    )
    assert "If a member who does not stand is called Nobody Here" in answer.content.decode()
    assert not Teller.objects.exists()


def test_a_candidate_is_not_asked(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    stand(election, people[0])
    ask_teller(election, name=people[0].chosen_name, by=returning_officer, at=NOW)
    assert not Teller.objects.exists()


def test_nobody_is_asked_twice(
    election: Election, returning_officer: Membership, people: list[Membership], as_: As
) -> None:
    ask(election, people[0], returning_officer)
    answer = as_(returning_officer).post(
        f"/elections/{election.public_id}/tellers/ask/", {"name": people[0].chosen_name}
    )
    assert answer.status_code == 422
    assert "is asked already" in answer.content.decode()


def test_only_whoever_runs_the_election_asks(
    election: Election, coordinator: Membership, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="returning officer"):
        ask(election, people[0], coordinator)


def test_a_coordinator_asks_where_nobody_is_returning_officer(
    committee: Committee, coordinator: Membership, people: list[Membership]
) -> None:
    assert ask(announced(committee, coordinator), people[0], coordinator).status == "asked"


def test_under_ten_voters_the_server_holds_the_key_alone(
    committee: Committee, coordinator: Membership
) -> None:
    few = announced(committee, coordinator)
    with pytest.raises(Refused, match="fewer than ten"):
        ask_teller(few, name="Anybody", by=coordinator, at=NOW)


def test_so_many_are_enough(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    for one in people[:MOST_TELLERS]:
        ask(election, one, returning_officer)
    with pytest.raises(Refused, match="enough"):
        ask(election, people[MOST_TELLERS], returning_officer)


def test_not_once_the_paper_is_printed(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    stand(election, people[0])
    opened = advance_election(election, at=election.voting_opens_at)
    with pytest.raises(Refused, match="printed"):
        ask(opened, people[1], returning_officer)


def test_a_member_who_has_left_is_nobody(
    election: Election, returning_officer: Membership, committee: Committee
) -> None:
    gone = factories.MembershipFactory(
        committee=committee, chosen_name="Gone", status="left", ended_at=NOW
    )
    ask_teller(election, name=gone.chosen_name, by=returning_officer, at=NOW)
    assert not Teller.objects.exists()
