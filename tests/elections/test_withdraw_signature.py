"""A signature is taken back until enough have signed, and can be given again."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Mandate, Membership
from core.decision import Refused
from core.models import Event
from elections.models import RecallPetition
from elections.operations.recalls import sign_recall, withdraw_signature
from tests.elections.recalling import opened, signed
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
As = Callable[..., Client]


@pytest.fixture
def petition(mandate: Mandate, people: list[Membership]) -> RecallPetition:
    return signed(opened(mandate, people[0]), people[1:3])


def test_who_takes_it_back_is_not_counted_and_can_sign_again(
    petition: RecallPetition, people: list[Membership], as_: As
) -> None:
    browser, page = as_(people[1]), f"/recalls/{petition.public_id}/"
    assert f"{page}withdraw/" in browser.get(page).content.decode()
    before = Event.objects.count()
    text = browser.post(f"{page}withdraw/", follow=True).content.decode()
    assert Event.objects.count() == before
    assert "Your signature is taken back." in text
    assert "2 of the 4 members needed have signed." in text
    assert "You have signed." not in text
    assert sign_recall(petition, by=people[1], at=NOW).signed == 3


def test_whoever_opened_it_can_take_back_theirs_and_it_goes_on(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = withdraw_signature(opened(mandate, people[0]), by=people[0], at=NOW)
    assert (petition.signed, petition.status) == (0, "open")
    assert signed(petition, people[1:5]).status == "reached"


def test_only_ones_own_and_not_once_enough_have_signed(
    petition: RecallPetition, people: list[Membership], outsider: Membership
) -> None:
    with pytest.raises(Refused, match="You have not signed"):
        withdraw_signature(petition, by=people[4], at=NOW)
    with pytest.raises(Refused, match="Only members"):
        withdraw_signature(petition, by=outsider, at=NOW)
    signed(petition, people[3:4])
    with pytest.raises(Refused, match="Enough members have signed"):
        withdraw_signature(petition, by=people[1], at=NOW)
