"""Taking on what is to be done: "I take it"."""

from datetime import date, datetime, timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import ActionItem
from meetings.operations.actions import take_action
from tests.factories import MembershipFactory
from tests.factories_meetings import ActionItemFactory
from tests.meetings.records import As, held


@pytest.fixture
def action(committee: Committee) -> ActionItem:
    made: ActionItem = ActionItemFactory(meeting=held(committee), due_on=date(2026, 3, 25))
    return made


def test_who_takes_it_is_reminded_and_no_event_says_who(
    action: ActionItem, member: Membership, now: datetime
) -> None:
    taken = take_action(action, by=member, at=now)
    assert taken.membership == member
    assert taken.due_at == datetime.fromisoformat("2026-03-24T07:30-04:00")
    assert Event.objects.get(name="meetings.action_taken").actor == ""


def test_taken_on_the_day_itself_the_reminder_comes_the_day_after_and_later_none(
    action: ActionItem, member: Membership
) -> None:
    noon = datetime.fromisoformat("2026-03-25T12:00-04:00")
    taken = take_action(action, by=member, at=noon)
    assert taken.due_at == datetime.fromisoformat("2026-03-26T07:30-04:00")
    ActionItem.objects.update(membership=None)
    assert take_action(action, by=member, at=noon + timedelta(days=3)).due_at is None


def test_nobody_takes_what_is_taken_done_or_anothers(
    action: ActionItem, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        take_action(action, by=outsider, at=now)
    take_action(action, by=member, at=now)
    with pytest.raises(Refused, match="taken this on already"):
        take_action(action, by=MembershipFactory(committee=member.committee), at=now)
    ActionItem.objects.update(done_at=now)
    with pytest.raises(Refused, match="This is done"):
        take_action(action, by=member, at=now)


def test_a_dissolved_committee_has_nothing_to_do(
    action: ActionItem, member: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        take_action(action, by=member, at=now)


def test_one_tap_takes_it_and_it_can_be_undone(
    action: ActionItem, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/actions/{action.public_id}/take/"
    page = as_(member).post(address, follow=True).content.decode()
    assert "You have taken this on. You get a reminder." in page
    assert f"/actions/{action.public_id}/hand-back/" in page
    assert as_(outsider).post(address).status_code == 404
    assert as_(None).post(address).status_code == 302


def test_the_dashboard_asks_whoever_took_it_from_a_week_before(
    action: ActionItem, member: Membership, coordinator: Membership, as_: As, now: datetime
) -> None:
    take_action(action, by=member, at=now)
    assert action.text not in as_(member).get("/home/").content.decode()
    ActionItem.objects.update(due_on=now.date() + timedelta(days=6))
    page = as_(member).get("/home/").content.decode()
    assert action.text in page
    assert f"/actions/{action.public_id}/finish/" in page
    assert action.text not in as_(coordinator).get("/home/").content.decode()
