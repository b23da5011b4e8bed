"""Saying that something is done."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import ActionItem
from meetings.operations.actions import finish_action, take_action
from tests.factories import MembershipFactory
from tests.factories_meetings import ActionItemFactory
from tests.meetings.records import As, held


@pytest.fixture
def action(committee: Committee, member: Membership, now: datetime) -> ActionItem:
    return take_action(ActionItemFactory(meeting=held(committee)), by=member, at=now)


def test_what_is_done_reminds_nobody_and_no_event_says_who_did_it(
    action: ActionItem, member: Membership, now: datetime
) -> None:
    done = finish_action(action, by=member, at=now)
    assert (done.done_at, done.due_at) == (now, None)
    assert Event.objects.get(name="meetings.action_finished").actor == ""
    with pytest.raises(Refused, match="done already"):
        finish_action(action, by=member, at=now)


def test_a_coordinator_says_it_too_and_no_other_member(
    action: ActionItem, coordinator: Membership, now: datetime
) -> None:
    other = MembershipFactory(committee=coordinator.committee)
    with pytest.raises(Refused, match="Only who took this on or a coordinator"):
        finish_action(action, by=other, at=now)
    finish_action(action, by=coordinator, at=now)


def test_one_tap_says_it_and_it_can_be_undone(
    action: ActionItem, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/actions/{action.public_id}/finish/"
    assert as_(outsider).post(address).status_code == 404
    page = as_(member).post(address, follow=True).content.decode()
    assert "Done. Nobody is reminded of it any more." in page
    assert f"/actions/{action.public_id}/reopen/" in page
