"""Being called otherwise, in this committee alone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Membership
from committees.operations.memberships import change_chosen_name, leave_committee
from core.decision import Refused
from core.models import Event

As = Callable[[object], Client]


def test_a_member_is_called_otherwise_and_the_old_name_is_kept_nowhere(
    member: Membership, now: datetime
) -> None:
    change_chosen_name(member, "Zoë", at=now)
    member.refresh_from_db()
    assert (member.chosen_name, member.folded_name) == ("Zoë", "zoe")
    event = Event.objects.get(name="committees.chosen_name_changed")
    assert "Marek" not in str(event.data) + event.actor


def test_the_name_of_another_member_is_taken(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Another member"):
        change_chosen_name(member, "ANÁ", at=now)


def test_one_may_write_ones_own_name_otherwise(member: Membership, now: datetime) -> None:
    assert change_chosen_name(member, "MAREK", at=now).chosen_name == "MAREK"


def test_who_has_left_has_no_name_to_change(member: Membership, now: datetime) -> None:
    leave_committee(member, at=now)
    with pytest.raises(Refused, match="not a member"):
        change_chosen_name(member, "Zoë", at=now)


def test_by_the_form(member: Membership, coordinator: Membership, as_: As) -> None:
    browser, address = as_(member), f"/committees/{member.committee.public_id}/name/"
    assert browser.get(address).context["form"]["chosen_name"].value() == "Marek"
    taken = browser.post(address, {"chosen_name": "ana"})
    assert taken.status_code == 422
    assert "Another member" in str(taken.context["form"].errors["chosen_name"])
    assert browser.post(address, {"chosen_name": "<b>Zoë</b>"}).status_code == 302
    member.refresh_from_db()
    assert member.chosen_name == "<b>Zoë</b>"
    assert "<b>Zoë" not in browser.get(address).content.decode()
