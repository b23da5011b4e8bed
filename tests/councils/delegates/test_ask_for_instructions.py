"""Two days before a council: coordinators and delegates hear once of what is missing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from committees.models import Affiliation, Membership, Seat
from core import retention, ticking
from councils.models import MandateReminder
from councils.schedule import ask_for_missing_mandates
from meetings.models import AgendaItem, Meeting
from notices import audiences
from notices.models import Message
from tests.factories_councils import InstructionFactory, MandateReminderFactory

pytestmark = pytest.mark.django_db
HOURS_48 = timedelta(hours=48)


def mails() -> list[str]:
    return sorted(Message.objects.values_list("key", flat=True))


def test_it_goes_48_hours_before_and_not_a_second_earlier(
    meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation, other: Affiliation
) -> None:
    ask_for_missing_mandates(meeting.starts_at - HOURS_48 - timedelta(seconds=1))
    assert mails() == []
    ask_for_missing_mandates(meeting.starts_at - HOURS_48)
    assert len(mails()) == 2
    ask_for_missing_mandates(meeting.starts_at - timedelta(hours=47))
    assert len(mails()) == 2


def test_who_has_decided_everything_hears_nothing(
    meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation, other: Affiliation
) -> None:
    for item in items:
        InstructionFactory(affiliation=affiliation, item=item, stance="open")
    ask_for_missing_mandates(meeting.starts_at - HOURS_48)
    assert mails() == [f"mandate-missing:{other.public_id}:{meeting.public_id}"]
    assert MandateReminder.objects.count() == 2


def test_a_meeting_that_has_begun_or_is_cancelled_is_not_asked_about(
    meeting: Meeting, items: list[AgendaItem], now: datetime
) -> None:
    ask_for_missing_mandates(meeting.starts_at)
    Meeting.objects.update(status="cancelled", cancelled_at=now)
    ask_for_missing_mandates(meeting.starts_at - HOURS_48)
    assert mails() == []


def test_it_goes_to_coordinators_and_to_whoever_sits_there(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    coordinator: Membership,
    member: Membership,
    seat: Seat,
    delegate: Membership,
) -> None:
    ask_for_missing_mandates(meeting.starts_at - HOURS_48)
    message = Message.objects.get(scope=affiliation.committee.public_id)
    found = audiences.find(message.audience)(message.about)
    assert {one.user_id for one in found} == {coordinator.user_id, delegate.user_id}
    assert "Dara" not in str(message.context)


def test_that_it_went_is_forgotten_with_the_meeting(
    meeting: Meeting, affiliation: Affiliation
) -> None:
    MandateReminderFactory(affiliation=affiliation, meeting=meeting)
    retention.sweep(meeting.ends_at - timedelta(seconds=1))
    assert MandateReminder.objects.exists()
    retention.sweep(meeting.ends_at)
    assert not MandateReminder.objects.exists()


def test_the_tick_knows_the_duties_of_councils(as_: Callable[..., object]) -> None:
    names = {name for name in ticking.DUTIES if name.startswith("councils.schedule.")}
    assert {name.rpartition(".")[2] for name in names} == {
        "ask_for_missing_mandates",
        "call_last_to_ratify",
        "let_unanswered_stand",
        "raise_missing_reports",
        "remind_of_reports",
    }
