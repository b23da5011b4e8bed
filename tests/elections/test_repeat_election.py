"""Repeating an election that ended void, with one tap."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Candidacy, Election, Teller
from elections.operations.repeating import repeat_election
from elections.operations.voiding import void_election
from notices.models import Message
from tests.elections.telling import ask, hold
from tests.factories import NOW
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def void(
    committee: Committee, returning_officer: Membership, people: list[Membership], now: object
) -> Election:
    election = announced(committee, returning_officer, about="Speak up.")
    stand(election, *people[8:10])
    hold(election, people[:2], returning_officer)
    ask(election, people[2], returning_officer)
    people[9].status, people[9].ended_at = "left", NOW
    people[9].save()
    return void_election(election, because="Too few keys.", by=returning_officer, at=NOW)


def test_the_same_question_to_the_same_people(
    void: Election, returning_officer: Membership, as_: Callable[..., Client]
) -> None:
    page = as_(returning_officer).get(f"/elections/{void.public_id}/").content.decode()
    assert "Repeat it from now on" in page
    as_(returning_officer).post(f"/elections/{void.public_id}/repeat/")
    fresh = Election.objects.exclude(pk=void.pk).get()
    for name in ("office", "title", "seats", "about", "preset"):
        assert getattr(fresh, name) == getattr(void, name)
    assert fresh.nominations_open_at == NOW
    stood = Candidacy.objects.get(election=fresh)
    assert (stood.status, stood.name, stood.statement) == (
        "nominated",
        "Voter 8",
        "I will carry it.",
    )
    assert [one.name for one in Teller.objects.filter(election=fresh)] == ["Voter 0", "Voter 1"]
    assert set(Teller.objects.filter(election=fresh).values_list("status", flat=True)) == {"asked"}
    assert Message.objects.filter(key__startswith=f"election:nominated:{stood.public_id}").exists()


def test_only_by_whoever_may_announce_and_only_of_one_that_is_void(
    void: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="Only a returning officer"):
        repeat_election(void, by=people[0], at=NOW)
    fresh = repeat_election(void, by=returning_officer, at=NOW)
    with pytest.raises(Refused, match="ended without a result"):
        repeat_election(fresh, by=returning_officer, at=NOW)
    with pytest.raises(Refused, match="under way already"):
        repeat_election(void, by=returning_officer, at=NOW)


def test_a_practice_is_not_repeated(
    committee: Committee, returning_officer: Membership, people: list[Membership], now: object
) -> None:
    practice = announced(committee, returning_officer, preset="practice")
    void_election(practice, because="It was enough.", by=returning_officer, at=NOW)
    practice.refresh_from_db()
    with pytest.raises(Refused, match="ended without a result"):
        repeat_election(practice, by=returning_officer, at=NOW)
