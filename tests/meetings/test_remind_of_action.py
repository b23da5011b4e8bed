"""Whoever took something on is reminded a day before, and on the day after."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from committees.models import Campus, Committee, Membership
from core.decision import Refused
from meetings import schedule
from meetings.audiences import action as readers
from meetings.models import ActionItem
from meetings.operations.actions import finish_action, remind_of_action, take_action
from notices.models import Message
from notices.rendering import Renderer
from tests.factories_meetings import ActionItemFactory
from tests.meetings.records import held

BEFORE = datetime.fromisoformat("2026-03-24T07:30-04:00")
AFTER = datetime.fromisoformat("2026-03-26T07:30-04:00")


@pytest.fixture
def action(committee: Committee, member: Membership, now: datetime) -> ActionItem:
    made = ActionItemFactory(meeting=held(committee), text="Write it", due_on=date(2026, 3, 25))
    return take_action(made, by=member, at=now)


def reminders() -> list[Message]:
    return list(Message.objects.filter(key__startswith="action-reminder:").order_by("made_at"))


def test_two_reminders_leave_each_once(action: ActionItem, member: Membership) -> None:
    schedule.remind_of_actions(BEFORE - timedelta(seconds=1))
    assert reminders() == []
    for minute in range(3):
        schedule.remind_of_actions(BEFORE + timedelta(minutes=minute))
        schedule.remind_of_actions(AFTER + timedelta(minutes=minute))
    first, second = reminders()
    assert (first.category, first.audience, first.is_formal) == (
        "meetings", "meetings.action", False,
    )  # fmt: skip
    assert first.about["action"] == action.public_id
    assert [first.context["is_late"], second.context["is_late"]] == [False, True]
    assert [one.user_id for one in readers(first.about)] == [member.user_id]
    action.refresh_from_db()
    assert action.due_at is None


def test_after_a_long_standstill_one_reminder_leaves(action: ActionItem) -> None:
    schedule.remind_of_actions(AFTER + timedelta(days=1))
    schedule.remind_of_actions(AFTER + timedelta(days=2))
    assert len(reminders()) == 1


def test_what_is_done_or_was_left_by_who_went_reminds_nobody(
    action: ActionItem, member: Membership, now: datetime
) -> None:
    about = {"action": action.public_id}
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=now)
    assert list(readers(about)) == []
    Membership.objects.filter(pk=member.pk).update(status="active", ended_at=None)
    finish_action(action, by=member, at=now)
    schedule.remind_of_actions(BEFORE)
    assert reminders() == []
    assert list(readers(about)) == []
    assert not mail.outbox


def test_only_the_clock_reminds_and_only_when_it_is_due(
    action: ActionItem, member: Membership
) -> None:
    with pytest.raises(Refused, match="by the clock"):
        remind_of_action(action, by=member, at=BEFORE)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="No reminder is due"):
        remind_of_action(action, by=None, at=BEFORE - timedelta(hours=1))
    ActionItem.objects.update(due_at=None)
    with pytest.raises(Refused, match="No reminder is due"):
        remind_of_action(action, by=None, at=AFTER)


def test_school_and_quiet_hours_are_kept(
    committee: Committee, member: Membership, now: datetime
) -> None:
    Campus.objects.update(kind="high_school")
    one = take_action(
        ActionItemFactory(meeting=held(committee), due_on=date(2026, 3, 25)), by=member, at=now
    )
    assert one.due_at == BEFORE  # before school begins


@pytest.mark.parametrize("discretion", ["plain", "discreet"])
def test_a_discreet_committee_names_nothing(
    discretion: str, committee: Committee, action: ActionItem
) -> None:
    Committee.objects.update(discretion=discretion)
    for at in (BEFORE, AFTER):
        schedule.remind_of_actions(at)
    for message in reminders():
        said = Renderer(message).copy("en", committee.timezone, {})
        words = f"{said.subject} {said.text}"
        assert ("Write it" in words) is (discretion == "plain")
        assert (committee.name in words) is (discretion == "plain")
        assert "25 Mar 2026" in said.text
        assert f"/committees/{committee.public_id}/actions/" in said.text
