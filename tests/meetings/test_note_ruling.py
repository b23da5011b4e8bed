"""The chair's answer to a point of order."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_chair import note_ruling
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, said, take_back


def test_it_stands_in_the_log_until_it_is_taken_back(
    running: Meeting, coordinator: Membership
) -> None:
    entry = note_ruling(
        running, is_upheld=False, text="The motion came in time.", by=coordinator, at=STARTS_AT,
        seen=0,
    )  # fmt: skip
    assert entry.facts == {"upheld": False, "text": "The motion came in time."}
    assert said("ruling_noted")
    taken = take_back(running, coordinator)
    assert (taken.pk, taken.undone_at) == (entry.pk, STARTS_AT)


def test_only_the_chair_rules_and_only_in_an_open_meeting(
    running: Meeting, meeting: Meeting, coordinator: Membership, member: Membership
) -> None:
    given = {"is_upheld": True, "text": "Yes.", "at": STARTS_AT, "seen": None}
    with pytest.raises(Refused, match="Only whoever chairs"):
        note_ruling(running, by=member, **given)
    with pytest.raises(Refused, match="not open yet"):
        note_ruling(meeting, by=coordinator, **given)


def test_the_form_asks_for_both_and_loses_nothing(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{running.public_id}/ruling/"
    browser = as_(coordinator)
    assert browser.get(address).status_code == 200
    faulty = browser.post(address, {"text": "It came in time."})
    page = faulty.content.decode()
    assert faulty.status_code == 422
    assert "Choose one of the two." in page
    assert "It came in time." in page
    assert browser.post(address, {"upheld": "yes"}).status_code == 422
    done = browser.post(address, {"upheld": "yes", "text": "It came in time."})
    assert done.status_code == 302
    assert running.log.get().facts == {"upheld": True, "text": "It came in time."}
    assert as_(member).get(address).status_code == 403
    assert as_(outsider).get(address).status_code == 404
    assert entries(running) == ["ruled"]
