"""Saying no to being a teller, or giving the key back."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Election, Teller
from elections.operations.tellers import ask_teller, decline_telling
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
    return announced(committee, returning_officer)


def test_no_is_taken_and_nobody_reads_it(
    election: Election,
    returning_officer: Membership,
    people: list[Membership],
    as_: Callable[..., Client],
) -> None:
    asked = ask(election, people[0], returning_officer)
    answer = as_(people[0]).post(f"/tellers/{asked.public_id}/decline/", follow=True)
    assert "You are not a teller" in answer.content.decode()
    shown = as_(people[1]).get(f"/elections/{election.public_id}/tellers/").content.decode()
    assert people[0].chosen_name not in shown.replace(people[1].chosen_name, "")
    with pytest.raises(Refused, match="answered already"):
        decline_telling(asked, by=people[0], at=NOW)
    ask_teller(election, name=people[0].chosen_name, by=returning_officer, at=NOW)
    asked.refresh_from_db()
    assert asked.status == "asked"


def test_a_key_is_given_back_until_the_paper_names_it(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    stand(election, people[9])
    hold(election, people[:3], returning_officer)
    first, second = Teller.objects.order_by("pk")[:2]
    gone = decline_telling(first, by=people[0], at=NOW)
    assert (gone.status, gone.sign, gone.seal, gone.lots) == ("declined", None, None, None)
    printed(election)
    with pytest.raises(Refused, match="printed"):
        decline_telling(second, by=people[1], at=NOW)


def test_only_for_oneself(
    election: Election, returning_officer: Membership, people: list[Membership]
) -> None:
    asked = ask(election, people[0], returning_officer)
    with pytest.raises(Refused, match="Only the member"):
        decline_telling(asked, by=people[1], at=NOW)
