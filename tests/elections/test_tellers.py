"""The page of the keys, from the first question to the board that tellers have signed."""

import itertools
from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from elections.models import Election, Teller
from elections.operations.clockwork import advance_election
from elections.queries.tellers import tellers_of
from notices.models import Message
from tests.elections.telling import hold, printed
from tests.factories_elections import announced, members, stand
from tests.tellers import Teller as Holder
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


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


def _voted(election: Election, holders: list[Holder], people: list[Membership]) -> Election:
    election = printed(election)
    for one in holders:
        one.find(election.contest)
        assert one.be_ready(election.contest) == 200
    election = advance_election(election, at=election.voting_opens_at)
    for voter in people[:6]:
        vote(election, choices=[1, 2], by=voter, at=election.voting_opens_at)
    return advance_election(election, at=election.counted_from)


def _shown(client: Client, election: Election) -> str:
    return client.get(f"/elections/{election.public_id}/tellers/").content.decode()


def test_two_of_three_open_it_and_who_did_not_come_is_named(
    election: Election, returning_officer: Membership, people: list[Membership], as_: As
) -> None:
    assert "The server holds the key alone" in _shown(as_(people[5]), election)
    holders = hold(election, people[:3], returning_officer)
    election = _voted(election, holders, people)
    assert (election.status, election.contest.status) == ("closed", "listed")
    assert Message.objects.filter(key__startswith="election:opening:").count() == 3
    assert (
        "Open the ballots"
        in as_(people[0]).get(f"/elections/{election.public_id}/").content.decode()
    )
    assert "Has not come yet" in _shown(as_(people[5]), election)
    here = holders[:2]
    for one in here:
        assert one.ask(election.contest, "lot", one.keys.r)[0] == 200
    for one in here:
        one.open_shares(election.contest, [other.number for other in here if other is not one])
    assert "Handed over shares" in _shown(as_(people[5]), election)
    for one, other in itertools.permutations(here, 2):
        one.take_bundle(election.contest, other.number)
        one.sign_board(election.contest, one.board(election.contest))
    election = advance_election(election, at=election.due_at or election.counted_from)
    assert election.status == "declared"
    shown = _shown(as_(people[5]), election)
    assert shown.count("Signed the board") == 2
    assert "Did not come" in shown


def test_a_third_who_comes_late_opens_in_place_of_one_who_left(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    first, second, late = hold(election, people[:3], returning_officer)
    election = _voted(election, [first, second, late], people)
    for one in (first, second):
        one.ask(election.contest, "lot", one.keys.r)
    first.open_shares(election.contest, [2, 3])  # and the second is gone
    assert late.ask(election.contest, "lot", late.keys.r)[0] == 403
    late.open_shares(election.contest, [1, 2])
    for one, other in ((first, late), (late, first)):
        one.take_bundle(election.contest, other.number)
        assert one.sign_board(election.contest, one.board(election.contest))[0] == 200
    election.contest.refresh_from_db()
    assert election.contest.status == "counted"


def test_a_false_share_is_named_on_the_page(
    election: Election, returning_officer: Membership, people: list[Membership], as_: As
) -> None:
    holders = hold(election, people[:3], returning_officer)
    election = _voted(election, holders, people)
    body = b'{"fault":"share","holder":2}'
    assert holders[0].ask(election.contest, "faults", body)[0] == 200
    assert holders[2].ask(election.contest, "faults", b'{"fault":"bundle","holder":2}')[0] == 200
    shown = _shown(as_(people[5]), election)
    assert "Voter 0’s browser says: a share handed over was false." in shown
    assert "Voter 2’s browser says: what was handed over cannot be read." in shown


def test_the_server_with_two_tellers_needs_one_of_them(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    holders = hold(election, people[:2], returning_officer)
    election = _voted(election, holders, people)
    key = tellers_of(election, people[5]).keys[2]
    assert (key.is_host, key.name, key.showed_lot) == (True, "The server", True)
    only = holders[0]
    only.ask(election.contest, "lot", only.keys.r)
    only.open_shares(election.contest, [2, 3])
    election = advance_election(election, at=election.due_at or election.counted_from)
    only.take_bundle(election.contest, 3)
    assert only.sign_board(election.contest, only.board(election.contest))[0] == 200
    election = advance_election(election, at=election.due_at or election.counted_from)
    assert election.status == "declared"


def test_ones_own_page_in_every_state(
    election: Election, returning_officer: Membership, people: list[Membership], as_: As
) -> None:
    hold(election, people[:3], returning_officer)
    row = Teller.objects.get(membership=people[0])
    path = f"/tellers/{row.public_id}/"
    shown = as_(people[0]).get(path).content.decode()
    assert 'data-state="accepted"' in shown
    assert "Give my key back" in shown
    assert as_(people[1]).get(path).status_code == 404
    Teller.objects.filter(pk=row.pk).update(status="dropped")
    assert "You are not a teller of this election." in as_(people[0]).get(path).content.decode()
    Teller.objects.filter(pk=row.pk).update(status="asked")
    assert "Yes: make my key" in as_(people[0]).get(path).content.decode()
    assert (
        "You are asked to be a teller."
        in as_(people[0]).get(f"/elections/{election.public_id}/").content.decode()
    )


def test_the_saved_page_is_the_same_for_everybody(as_: As) -> None:
    saved = Client().get("/teller.html")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="teller.html"'
    assert saved.content == Client().get("/teller.html").content
    assert b"http" not in saved.content.split(b"<script>")[0]
