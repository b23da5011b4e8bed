"""The ballot paper of a recall: whoever is on the roll, while voting is open, and nobody's name on it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from ballots.protocol.encoding import b64
from committees.models import Mandate, Membership
from committees.operations.mandates import lay_down_office
from committees.operations.memberships import leave_committee
from core.decision import Refused
from core.models import Event
from elections.models import RecallPetition
from elections.operations.recall_votes import advance_recall, drop_recall, take_recall_paper
from tests.elections.recalling import called, decided, opened, voting
from tests.factories import NOW, MembershipFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
BLIND = {"envelope": b"\1" * 384, "ballot": b"\2" * 384}


@pytest.fixture
def petition(
    mandate: Mandate, people: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> RecallPetition:
    petition = voting(mandate, people)
    monkeypatch.setattr("core.clock.now", lambda: petition.voting_opens_at)
    return petition


def _take(petition: RecallPetition, by: Membership, **values: bytes) -> object:
    assert petition.voting_opens_at
    return take_recall_paper(petition, **(BLIND | values), by=by, at=petition.voting_opens_at)


def test_members_on_the_roll_get_one_the_person_concerned_too(
    petition: RecallPetition, coordinator: Membership, people: list[Membership]
) -> None:
    before = Event.objects.count()
    for one in (coordinator, people[9]):
        assert _take(petition, one) == _take(petition, one)
    assert Event.objects.count() == before


def test_the_booth_asks_for_it(
    petition: RecallPetition, people: list[Membership], outsider: Membership, as_: As
) -> None:
    assert petition.contest
    path = f"/recalls/{petition.public_id}/paper/"
    sent = {name: b64(value) for name, value in BLIND.items()}
    sent["fingerprint"] = petition.contest.fingerprint
    body = json.dumps(sent, sort_keys=True, separators=(",", ":"))
    post = {"data": body, "content_type": "application/json"}
    answer = as_(people[0]).post(path, **post)
    assert set(answer.json()) == {"ballot", "envelope"}
    assert as_(None).post(path, **post).status_code == 401
    assert as_(outsider).post(path, **post).status_code == 404
    late = MembershipFactory(committee=petition.committee, joined_at=NOW + timedelta(days=1))
    assert as_(late).post(path, **post).json()["fault"] == "refused"


def test_before_a_vote_is_called_there_is_none(
    mandate: Mandate, people: list[Membership], as_: As
) -> None:
    petition = opened(mandate, people[0])
    assert as_(people[0]).post(f"/recalls/{petition.public_id}/paper/").status_code == 404
    answer = as_(people[0]).get(f"/recalls/{petition.public_id}/vote/")
    assert answer.status_code == 403
    assert "No vote is called for this petition." in answer.content.decode()
    with pytest.raises(Refused, match="No vote is called"):
        take_recall_paper(petition, **BLIND, by=people[0], at=NOW)


def test_between_the_notice_and_the_opening_there_is_none(
    mandate: Mandate, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="has not opened yet"):
        take_recall_paper(called(mandate, people), **BLIND, by=people[0], at=NOW)


def test_the_booth_opens_and_says_that_no_officer_runs_it(
    petition: RecallPetition, people: list[Membership], as_: As
) -> None:
    text = as_(people[0]).get(f"/recalls/{petition.public_id}/vote/").content.decode()
    assert f'data-paper="/recalls/{petition.public_id}/paper/"' in text
    assert "shall the mandate of Ana as Coordinator end?" in text
    assert "eturning officer" not in text
    assert "chair" not in text
    assert "election" not in text.split("<main")[1].split("</main>")[0].replace("elections.css", "")


def test_who_has_left_or_was_not_there_gets_none(
    petition: RecallPetition, people: list[Membership], outsider: Membership
) -> None:
    leave_committee(people[3], at=NOW)
    for one in (Membership.objects.get(pk=people[3].pk), outsider):
        with pytest.raises(Refused, match="Only members"):
            _take(petition, one)
    late = MembershipFactory(committee=petition.committee)
    with pytest.raises(Refused, match="not on the roll"):
        _take(petition, late)


def test_after_the_close_and_after_the_end_there_is_none(
    petition: RecallPetition, coordinator: Membership, mandate: Mandate, people: list[Membership]
) -> None:
    assert petition.voting_closes_at
    with pytest.raises(Refused, match="Voting has closed"):
        take_recall_paper(petition, **BLIND, by=people[0], at=petition.voting_closes_at)
    lay_down_office(mandate, by=coordinator, at=NOW)
    with pytest.raises(Refused, match="ended without a vote"):
        _take(drop_recall(petition, at=NOW), people[0])


def test_the_board_shows_every_ballot_after_the_count_and_nothing_before(
    petition: RecallPetition, people: list[Membership], outsider: Membership, as_: As
) -> None:
    path = f"/recalls/{petition.public_id}/board/"
    assert as_(people[0]).get(path).status_code == 404
    decided(petition, end=people[:4], keep=people[4:7])
    text = as_(people[0]).get(path).content.decode()
    assert text.count("<bdi>End the mandate</bdi>") == 4
    assert text.count("<bdi>Keep the mandate</bdi>") == 3
    assert as_(outsider).get(path).status_code == 404


def test_no_board_of_so_few_that_it_would_tell(
    petition: RecallPetition, people: list[Membership], as_: As
) -> None:
    lost = decided(petition, end=people[:1], keep=people[1:3])
    assert (lost.status, lost.votes_for) == ("lost", None)
    assert as_(people[0]).get(f"/recalls/{petition.public_id}/board/").status_code == 404
    text = as_(people[0]).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "So few voted that only the outcome is told" in text
    assert advance_recall(lost, at=NOW + timedelta(days=90)).status == "lost"


def test_a_board_that_was_deleted_is_gone(
    petition: RecallPetition, people: list[Membership], as_: As
) -> None:
    lost = decided(petition, keep=people[:6])
    assert lost.contest
    lost.contest.board.delete()
    assert as_(people[0]).get(f"/recalls/{petition.public_id}/board/").status_code == 404
