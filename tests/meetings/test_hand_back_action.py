"""Handing back what one cannot do after all."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import ActionItem
from meetings.operations.actions import hand_back_action, take_action
from tests.factories_meetings import ActionItemFactory
from tests.meetings.records import As, held


@pytest.fixture
def action(committee: Committee, member: Membership, now: datetime) -> ActionItem:
    return take_action(ActionItemFactory(meeting=held(committee)), by=member, at=now)


def test_what_is_handed_back_is_free_and_reminds_nobody(
    action: ActionItem, member: Membership, coordinator: Membership, now: datetime
) -> None:
    free = hand_back_action(action, by=member, at=now)
    assert (free.membership, free.due_at) == (None, None)
    take_action(free, by=coordinator, at=now)


def test_nobody_hands_back_for_another_or_what_is_done(
    action: ActionItem, member: Membership, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only who took this on"):
        hand_back_action(action, by=coordinator, at=now)
    ActionItem.objects.update(done_at=now)
    with pytest.raises(Refused, match="This is done"):
        hand_back_action(action, by=member, at=now)
    member.status = "left"
    with pytest.raises(Refused, match="Only who took this on"):
        hand_back_action(action, by=member, at=now)


def test_one_tap_hands_it_back(
    action: ActionItem, member: Membership, coordinator: Membership, as_: As
) -> None:
    address = f"/actions/{action.public_id}/hand-back/"
    assert as_(coordinator).post(address).status_code == 403
    assert "Handed back." in as_(member).post(address, follow=True).content.decode()
