"""Taking back the newest ruling."""

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting
from meetings.operations import log
from meetings.operations.hall_chair import note_ruling, undo_ruling
from meetings.operations.hall_stack import close_list
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, newest, version


@pytest.fixture
def ruled(running: Meeting, coordinator: Membership) -> Meeting:
    """Two rulings, and the quorum that came between."""
    close_list(running, by=coordinator, at=STARTS_AT, seen=0)
    note_ruling(running, is_upheld=True, text="Yes.", by=coordinator, at=STARTS_AT, seen=1)
    log.write(running, "quorum_reached", at=STARTS_AT)
    return running


def test_the_newest_goes_first_and_stays_in_the_log_with_its_moment(
    ruled: Meeting, coordinator: Membership
) -> None:
    entry = undo_ruling(ruled, number=2, by=coordinator, at=STARTS_AT)
    assert (entry.kind, entry.undone_at) == ("ruled", STARTS_AT)
    assert Event.objects.get(name="meetings.ruling_undone").data == {"kind": "ruled"}
    assert (newest(ruled).number, version(ruled)) == (1, 3)
    undo_ruling(ruled, number=1, by=coordinator, at=STARTS_AT)
    assert Meeting.objects.get(pk=ruled.pk).list_closed_at is None
    assert entries(ruled) == ["list_closed", "ruled", "quorum_reached"]
    assert log.newest(ruled) is None


def test_twice_is_once(ruled: Meeting, coordinator: Membership) -> None:
    undo_ruling(ruled, number=2, by=coordinator, at=STARTS_AT)
    with pytest.raises(Refused, match="taken back already"):
        undo_ruling(ruled, number=2, by=coordinator, at=STARTS_AT)
    assert newest(ruled).number == 1


@pytest.mark.parametrize("number", [0, 1, 3, 99])
def test_what_is_not_the_newest_ruling_stays(
    ruled: Meeting, coordinator: Membership, number: int
) -> None:
    with pytest.raises(Refused, match="nothing to take back"):
        undo_ruling(ruled, number=number, by=coordinator, at=STARTS_AT)


def test_what_cannot_be_taken_back_is_not_offered(
    running: Meeting, coordinator: Membership
) -> None:
    log.write(running, "opened", at=STARTS_AT)
    assert log.newest(running) is None
    with pytest.raises(Refused, match="nothing to take back"):
        undo_ruling(running, number=1, by=coordinator, at=STARTS_AT)


def test_only_the_chair_takes_back_and_only_while_the_meeting_lasts(
    ruled: Meeting, meeting: Meeting, coordinator: Membership, member: Membership
) -> None:
    with pytest.raises(Refused, match="Only whoever chairs"):
        undo_ruling(ruled, number=2, by=member, at=STARTS_AT)
    with pytest.raises(Refused, match="not open yet"):
        undo_ruling(meeting, number=1, by=coordinator, at=STARTS_AT)
    Meeting.objects.filter(pk=ruled.pk).update(status="closed", closed_at=STARTS_AT)
    with pytest.raises(Refused, match="is closed"):
        undo_ruling(ruled, number=2, by=coordinator, at=STARTS_AT)


def test_the_button_names_what_it_takes_back(
    ruled: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/meetings/{ruled.public_id}/undo/"
    browser = as_(coordinator)
    assert "The chair ruled" in browser.get(f"/meetings/{ruled.public_id}/chair/").content.decode()
    assert as_(outsider).post(address, {"entry": "2"}).status_code == 404
    assert as_(member).post(address, {"entry": "2"}).status_code == 403
    assert browser.post(address, {"entry": "x"}).status_code == 403
    assert browser.post(address, {"entry": "2"}).status_code == 302
    assert browser.get(address).status_code == 405
