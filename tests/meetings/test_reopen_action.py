"""Taking back that something is done."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import ActionItem
from meetings.operations.actions import finish_action, reopen_action, take_action
from tests.factories import MembershipFactory
from tests.factories_meetings import ActionItemFactory
from tests.meetings.records import As, held


@pytest.fixture
def action(committee: Committee, member: Membership, now: datetime) -> ActionItem:
    taken = take_action(ActionItemFactory(meeting=held(committee)), by=member, at=now)
    return finish_action(taken, by=member, at=now)


def test_it_is_to_be_done_again_and_reminds_again(
    action: ActionItem, member: Membership, now: datetime
) -> None:
    again = reopen_action(action, by=member, at=now)
    assert again.done_at is None
    assert again.due_at
    with pytest.raises(Refused, match="not done yet"):
        reopen_action(action, by=member, at=now)


def test_what_nobody_took_on_reminds_nobody(
    action: ActionItem, coordinator: Membership, now: datetime
) -> None:
    ActionItem.objects.update(membership=None)
    assert reopen_action(action, by=coordinator, at=now).due_at is None


def test_no_other_member_takes_it_back(action: ActionItem, now: datetime, as_: As) -> None:
    other = MembershipFactory(committee=action.meeting.committee)
    with pytest.raises(Refused, match="Only who took this on or a coordinator"):
        reopen_action(action, by=other, at=now)


def test_one_tap_takes_it_back(action: ActionItem, member: Membership, as_: As) -> None:
    answer = as_(member).post(f"/actions/{action.public_id}/reopen/", follow=True)
    assert "among what is to be done again" in answer.content.decode()
