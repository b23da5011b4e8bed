"""The mails about a meeting, as a recipient reads them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from committees.models import Committee, Membership
from meetings import schedule
from meetings.agenda import Item
from meetings.models import Meeting
from meetings.operations.meetings import Details, call_meeting, cancel_meeting, change_meeting
from notices.models import Message
from notices.rendering import Copy, Renderer

NEW_YORK, PARIS = "America/New_York", "Europe/Paris"
DETAILS = Details(
    title="Spring assembly & buses",
    local_date=date(2026, 3, 18),
    local_time=time(18, 0),
    place="Room <12>",
    purpose="Free buses",
    agenda=(Item("Elect a chair", 5), Item("Motions", 40)),
)
Change = Callable[[Meeting], object]


def read(word: str, zone: str = NEW_YORK) -> Copy:
    message = Message.objects.get(key__startswith=f"meeting-{word}:")
    return Renderer(message).copy("en", ZoneInfo(zone), {})


@pytest.fixture
def called(committee: Committee, coordinator: Membership, now: datetime) -> Meeting:
    return call_meeting(committee, kind="general", details=DETAILS, by=coordinator, at=now)


@pytest.fixture
def discreet(committee: Committee, coordinator: Membership, now: datetime) -> Meeting:
    committee.discretion = "discreet"
    committee.save()
    return call_meeting(committee, kind="general", details=DETAILS, by=coordinator, at=now)


def test_the_notice_holds_date_place_business_and_the_way_to_the_page(called: Meeting) -> None:
    copy = read("called")
    assert copy.subject == "Spring assembly & buses: Wednesday 18 March 2026, 18:00"
    assert "Wednesday 18 March 2026, 18:00 (campus time, America/New_York)" in copy.text
    assert "Your time" not in copy.text
    assert "Place: Room <12>" in copy.text
    assert "Purpose: Free buses" in copy.text
    assert (
        "1. Election of chair, minutes secretary and tellers\n2. Elect a chair\n3. Motions\n"
        in copy.text
    )
    assert f"/meetings/{called.public_id}/" in copy.text
    assert "Room &lt;12&gt;" in copy.html


def test_a_reader_in_another_zone_reads_both_times(called: Meeting) -> None:
    copy = read("called", PARIS)
    assert "Wednesday 18 March 2026, 18:00 (campus time, America/New_York)" in copy.text
    assert "Your time: Wednesday 18 March 2026, 23:00" in copy.text


def test_the_notice_names_no_member(called: Meeting, coordinator: Membership) -> None:
    assert coordinator.chosen_name not in read("called").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"place": "Library"}, "New place: Library. It was: Room <12>."),
        ({"title": "Assembly"}, "It has a new title."),
        ({"minutes": 60}, "It is now to last 60 minutes."),
        ({"purpose": "Rents"}, "The purpose has changed."),
        ({"agenda": ()}, "The agenda has changed."),
        ({"room_link": "https://a.example"}, "The link to the room online has changed."),
        ({"listening": "visitors"}, "Who may listen has changed."),
        (
            {"local_date": date(2026, 3, 19)},
            (
                "New day and time. It was: Wednesday 18 March 2026, 18:00. Now it is:\n"
                "Thursday 19 March 2026, 18:00 (campus time"
            ),
        ),
    ],
)
def test_a_change_is_told_in_a_sentence(
    called: Meeting,
    coordinator: Membership,
    now: datetime,
    change: dict[str, object],
    sentence: str,
) -> None:
    change_meeting(called, details=replace(DETAILS, **change), by=coordinator, at=now)  # type: ignore[arg-type]
    copy = read("changed")
    assert copy.subject.startswith("Changed: ")
    assert sentence in copy.text
    assert copy.text.count(" has changed.") + copy.text.count("New ") <= 1
    assert ("The day and time stay:" in copy.text) is ("local_date" not in change)


def test_a_cancellation_says_why(called: Meeting, coordinator: Membership, now: datetime) -> None:
    cancel_meeting(called, reason="The room is shut", by=coordinator, at=now)
    copy = read("cancelled")
    assert copy.subject.startswith("Cancelled: Spring assembly & buses")
    assert "will not be held" in copy.text
    assert "Why: The room is shut" in copy.text


@pytest.mark.parametrize("word", ["reminder", "morning"])
def test_a_reminder_says_when_and_where(called: Meeting, word: str) -> None:
    duty = schedule.remind if word == "reminder" else schedule.remind_in_the_morning
    duty(called.starts_at - timedelta(hours=2))
    copy = read(word)
    assert copy.subject == ("Reminder: Spring assembly & buses, Wednesday 18 March 2026, 18:00")
    assert "Place: Room <12>" in copy.text


def test_a_discreet_committees_mails_and_rows_name_nothing(
    discreet: Meeting, committee: Committee, coordinator: Membership, now: datetime
) -> None:
    changed = replace(
        DETAILS, place="Yard", minutes=60, title="Other", agenda=(), local_date=date(2026, 3, 19)
    )
    change_meeting(discreet, details=changed, by=coordinator, at=now)
    schedule.remind(discreet.starts_at)
    cancel_meeting(discreet, reason="The principal knows", by=coordinator, at=now)
    copies = [read(word) for word in ("called", "changed", "reminder", "cancelled")]
    told = " ".join(one.subject + one.text + one.html for one in copies)
    secret = [committee.name, "assembly", "Room", "Yard", "buses", "chair", "principal", "Other"]
    assert [word for word in secret if word in told] == []
    assert "The place has changed." in told
    rows = str(list(Message.objects.values_list("context", flat=True)))
    assert [word for word in secret[1:] if word in rows] == []
    assert [one.subject for one in copies] == [
        "A date to keep: Wednesday 18 March 2026, 18:00",
        "Changed: Thursday 19 March 2026, 18:00",
        "Reminder: Thursday 19 March 2026, 18:00",
        "Cancelled: Thursday 19 March 2026, 18:00",
    ]
