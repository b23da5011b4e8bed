"""Changing a meeting that was called: a new notice, and the notice rule again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.agenda import Item
from meetings.models import Meeting
from meetings.operations.meetings import Details, call_meeting, change_meeting
from notices.models import Message

As = Callable[[object], Client]
AS_CALLED = Details(
    title="General meeting",
    local_date=date(2026, 3, 18),
    local_time=time(18, 0),
    place="Room 12",
    agenda=(Item("Motions", 40),),
)


@pytest.fixture
def called(committee: Committee, coordinator: Membership, now: datetime) -> Meeting:
    return call_meeting(committee, kind="general", details=AS_CALLED, by=coordinator, at=now)


def submitted(**changes: str) -> dict[str, str]:
    return {
        "local_date": "2026-03-18",
        "local_time": "18:00",
        "minutes": "90",
        "place": "Room 12",
        "title": "General meeting",
        "purpose": "",
        "agenda": "Motions | 40",
        **changes,
    }


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"place": "Library"}, "place"),
        ({"title": "Assembly"}, "title"),
        ({"minutes": 60}, "minutes"),
        ({"purpose": "Buses"}, "purpose"),
        ({"agenda": (Item("Buses"),)}, "agenda"),
        ({"local_date": date(2026, 3, 19)}, "when"),
        ({"room_link": "https://room.example/a"}, "room_link"),
        ({"listening": "visitors"}, "listening"),
    ],
)
def test_every_change_raises_the_sequence_and_sends_a_notice_that_names_it(
    called: Meeting, coordinator: Membership, now: datetime, change: dict[str, Any], name: str
) -> None:
    changed = change_meeting(called, details=replace(AS_CALLED, **change), by=coordinator, at=now)
    message = Message.objects.get(key=f"meeting-changed:{called.public_id}:1")
    assert changed.sequence == 1
    assert (message.is_formal, message.due_at) == (True, now)
    assert message.context["changed"] == [name]
    assert Event.objects.get(name="meetings.meeting_changed").data == {"changed": [name]}


def test_nothing_new_changes_nothing_and_sends_nothing(
    called: Meeting, coordinator: Membership, now: datetime
) -> None:
    changed = change_meeting(called, details=AS_CALLED, by=coordinator, at=now)
    assert changed.sequence == 0
    assert Message.objects.count() == 1
    assert not Event.objects.filter(name="meetings.meeting_changed").exists()


def test_a_new_agenda_takes_the_place_of_the_old(
    called: Meeting, coordinator: Membership, now: datetime
) -> None:
    details = replace(AS_CALLED, agenda=(Item("Chair", 5), Item("Buses")))
    change_meeting(called, details=details, by=coordinator, at=now)
    rows = called.agenda.order_by("position").values_list("position", "kind", "title")
    assert [one[:2] for one in rows] == [(1, "chair"), (2, "business"), (3, "business")]
    assert [one[2] for one in rows][1:] == ["Chair", "Buses"]


def test_the_reminders_move_with_the_meeting(
    called: Meeting, coordinator: Membership, now: datetime
) -> None:
    later = replace(AS_CALLED, local_date=date(2026, 3, 20))
    changed = change_meeting(called, details=later, by=coordinator, at=now)
    assert changed.reminder_due_at == changed.starts_at - timedelta(hours=24)


def test_a_meeting_whose_reminder_went_is_reminded_of_anew_when_it_moves(
    called: Meeting, coordinator: Membership, now: datetime
) -> None:
    Meeting.objects.update(reminder_due_at=None, reminded_at=now)
    later = replace(AS_CALLED, local_date=date(2026, 3, 20))
    changed = change_meeting(called, details=later, by=coordinator, at=now)
    assert changed.reminded_at is None
    assert changed.reminder_due_at


def test_a_new_moment_needs_the_full_notice(
    called: Meeting, coordinator: Membership, now: datetime
) -> None:
    earlier = replace(AS_CALLED, local_date=date(2026, 3, 10))
    with pytest.raises(Refused, match="needs 7 days"):
        change_meeting(called, details=earlier, by=coordinator, at=now)


def test_an_hour_later_on_the_day_needs_the_full_notice_too(
    called: Meeting, coordinator: Membership
) -> None:
    later = replace(AS_CALLED, local_time=time(19, 0))
    with pytest.raises(Refused, match="needs 7 days"):
        change_meeting(
            called, details=later, by=coordinator, at=called.starts_at - timedelta(hours=2)
        )


def test_the_place_can_change_until_it_begins(called: Meeting, coordinator: Membership) -> None:
    library = replace(AS_CALLED, place="Library")
    moment = called.starts_at - timedelta(minutes=1)
    assert change_meeting(called, details=library, by=coordinator, at=moment).place == "Library"
    with pytest.raises(Refused, match="has begun"):
        change_meeting(called, details=AS_CALLED, by=coordinator, at=called.starts_at)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"status": "cancelled", "cancelled_at": "now"}, "was cancelled"),
        ({"status": "closed", "closed_at": "now"}, "is closed"),
        ({"status": "open", "opened_at": "now"}, "has begun"),
    ],
)
def test_what_is_over_or_open_is_not_changed(
    called: Meeting,
    coordinator: Membership,
    now: datetime,
    state: dict[str, str],
    sentence: str,
) -> None:
    values = {name: now if value == "now" else value for name, value in state.items()}
    Meeting.objects.update(**values)
    with pytest.raises(Refused, match=sentence):
        change_meeting(called, details=AS_CALLED, by=coordinator, at=now)


def test_only_a_coordinator_can_change_a_meeting(
    called: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only a coordinator"):
            change_meeting(called, details=AS_CALLED, by=somebody, at=now)


def test_the_purpose_of_an_emergency_meeting_stays(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    details = replace(AS_CALLED, purpose="The raid of today")
    meeting = call_meeting(committee, kind="emergency", details=details, by=coordinator, at=now)
    with pytest.raises(Refused, match="purpose of an emergency meeting stays"):
        change_meeting(meeting, details=replace(details, purpose="Rules"), by=coordinator, at=now)


# The page ---------------------------------------------------------------------------------------


def test_the_page_shows_what_was_called_and_changes_it(
    called: Meeting, coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    address = f"/meetings/{called.public_id}/change/"
    page = browser.get(address).content.decode()
    assert "Motions | 40" in page
    assert 'value="2026-03-18"' in page
    assert 'value="18:00"' in page
    answer = browser.post(address, submitted(place="Library"), follow=True)
    assert "A new notice says what is different." in answer.content.decode()
    called.refresh_from_db()
    assert called.place == "Library"


def test_the_page_says_that_nothing_was_changed(
    called: Meeting, coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).post(
        f"/meetings/{called.public_id}/change/", submitted(), follow=True
    )
    assert "Nothing was changed" in answer.content.decode()


def test_too_short_a_notice_is_said_at_the_date(
    called: Meeting, coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).post(
        f"/meetings/{called.public_id}/change/", submitted(local_date="2026-03-08")
    )
    assert answer.status_code == 422
    assert "notice is too short" in " ".join(answer.context["form"].errors["local_date"])


def test_the_place_changes_on_the_page_when_the_notice_for_a_new_time_would_be_too_short(
    called: Meeting,
    coordinator: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(called.starts_at - timedelta(hours=1))
    answer = as_(coordinator).post(
        f"/meetings/{called.public_id}/change/", submitted(place="Library")
    )
    assert answer.status_code == 302


def test_the_page_of_an_emergency_meeting_has_no_field_for_its_purpose(
    committee: Committee, coordinator: Membership, now: datetime, as_: As
) -> None:
    details = replace(AS_CALLED, purpose="The raid of today")
    meeting = call_meeting(committee, kind="emergency", details=details, by=coordinator, at=now)
    answer = as_(coordinator).post(
        f"/meetings/{meeting.public_id}/change/", submitted(place="Yard", purpose="Rules")
    )
    meeting.refresh_from_db()
    assert answer.status_code == 302
    assert (meeting.place, meeting.purpose) == ("Yard", "The raid of today")


def test_a_member_reads_why_not_and_an_outsider_finds_nothing(
    called: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{called.public_id}/change/"
    refused = as_(member).get(address)
    assert refused.status_code == 403
    assert "Only a coordinator can change a meeting." in refused.content.decode()
    assert as_(outsider).get(address).status_code == 404
    assert as_(None).get(address).status_code == 302
