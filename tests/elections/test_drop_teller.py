"""Going on without a teller, before the paper is printed and after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from ballots import definitions
from ballots.models import Contest
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Election, Teller
from elections.operations.clockwork import ASK_AGAIN, advance_election
from elections.operations.nominations import withdraw_candidacy
from elections.operations.tellers import TIME_TO_SIGN, drop_teller
from notices.models import Message
from tests.elections.telling import ask, hold, printed
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


def row(election: Election, member: Membership) -> Teller:
    return Teller.objects.get(election=election, membership=member)


def test_before_the_paper_the_key_is_simply_gone(
    election: Election,
    returning_officer: Membership,
    people: list[Membership],
    as_: Callable[..., Client],
) -> None:
    asked = ask(election, people[0], returning_officer)
    shown = as_(returning_officer).get(f"/elections/{election.public_id}/tellers/")
    assert f"Go on without {people[0].chosen_name}" in shown.content.decode()
    answer = as_(returning_officer).post(f"/tellers/{asked.public_id}/drop/", follow=True)
    assert "holds no key of this election any more" in answer.content.decode()
    with pytest.raises(Refused, match="holds no key"):
        drop_teller(row(election, people[0]), by=returning_officer, at=NOW)


def test_after_it_another_is_printed_on_the_same_roll(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:4], returning_officer)
    election = printed(election)
    old = election.contest
    leaves = {bytes(one) for one in old.roll.values_list("leaf", flat=True)}
    withdraw_candidacy(election.candidacies.get(membership=people[9]), by=people[9], at=NOW)
    drop_teller(row(election, people[1]), by=returning_officer, at=NOW)
    election.refresh_from_db()
    new = election.contest
    assert new.pk != old.pk
    assert {bytes(one) for one in new.roll.values_list("leaf", flat=True)} == leaves
    assert Contest.objects.get(pk=old.pk).status == "void"
    definition = definitions.of(new.public_id)
    assert [one.name for one in definition.holders] == [people[at].chosen_name for at in (0, 2, 3)]
    assert definition.needed == 2
    assert new.options.get(
        reference=election.candidacies.get(membership=people[9]).public_id
    ).is_withdrawn
    assert [one.find(new) for one in (holders[0], holders[2], holders[3])] == [1, 2, 3]
    assert Message.objects.filter(key__contains="keys_wanted").count() == 4 + 3


def test_who_is_ready_stays(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:3], returning_officer)
    election = printed(election)
    assert holders[0].be_ready(election.contest) == 200
    with pytest.raises(Refused, match="is ready"):
        drop_teller(row(election, people[0]), by=returning_officer, at=NOW)


def test_only_whoever_runs_it_and_not_once_voting_is_open(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:3], returning_officer)
    with pytest.raises(Refused, match="Only the returning officer"):
        drop_teller(row(election, people[0]), by=people[1], at=NOW)
    election = printed(election)
    for one in holders:
        one.be_ready(election.contest)
    advance_election(election, at=election.voting_opens_at)
    with pytest.raises(Refused, match="opened with this teller"):
        drop_teller(row(election, people[0]), by=returning_officer, at=NOW)


def test_at_the_opening_the_clock_goes_on_without_one_who_is_late(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:3], returning_officer)
    election = printed(election)
    for one in holders[:2]:
        one.be_ready(election.contest)
    election = advance_election(election, at=election.voting_opens_at)
    assert election.status == "questions"
    assert row(election, people[2]).status == "dropped"
    event = Event.objects.filter(name="elections.teller_dropped").get()
    assert event.actor == ""
    definition = definitions.of(election.contest.public_id)
    assert [one.name for one in definition.holders] == [
        people[0].chosen_name,
        people[1].chosen_name,
        "host",
    ]
    assert definition.needed == 2
    for one in holders[:2]:
        one.find(election.contest)
        assert one.be_ready(election.contest) == 200
    election = advance_election(election, at=election.due_at or election.voting_opens_at)
    assert election.status == "voting"


def test_who_found_the_paper_only_now_has_half_an_hour(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:3], returning_officer)
    late = election.voting_opens_at + timedelta(hours=3)  # the clock stood still
    election = advance_election(election, at=late)
    assert election.contest.prepared_at == late
    for one in holders[:2]:
        one.be_ready(election.contest)
    election = advance_election(election, at=late + TIME_TO_SIGN - timedelta(seconds=1))
    assert election.tellers.holding().count() == 3
    election = advance_election(election, at=late + TIME_TO_SIGN + ASK_AGAIN)
    assert election.tellers.holding().count() == 2


def test_with_one_ready_it_waits_and_then_is_void(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:3], returning_officer)
    election = printed(election)
    holders[0].be_ready(election.contest)
    election = advance_election(election, at=election.voting_opens_at)
    assert (election.status, election.tellers.holding().count()) == ("questions", 3)
    assert election.due_at == election.voting_opens_at + ASK_AGAIN
    assert advance_election(election, at=election.voting_closes_at).status == "void"
