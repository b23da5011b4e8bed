"""Off the stack again."""

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting, Speaker
from meetings.operations.hall_stack import lower_hand
from tests.meetings.hall import As, here, waits


def test_who_waits_can_take_it_back(running: Meeting, member: Membership) -> None:
    here(running, member)
    waits(running, member)
    lower_hand(running, by=member)
    assert Speaker.objects.get().status == "withdrawn"
    assert not Event.objects.exists()
    with pytest.raises(Refused, match="not on the list"):
        lower_hand(running, by=member)


def test_only_members_are_on_it(running: Meeting, outsider: Membership) -> None:
    with pytest.raises(Refused, match="Only members"):
        lower_hand(running, by=outsider)


def test_one_tap_in_the_hall(running: Meeting, member: Membership, as_: As) -> None:
    here(running, member)
    waits(running, member)
    page = as_(member).post(f"/meetings/{running.public_id}/lower-hand/", follow=True)
    assert "Raise your hand" in page.content.decode()
