"""The quorum, looked at again after each coming and going."""

import pytest

from committees.models import Committee, Membership
from meetings.models import LogEntry, Meeting
from meetings.operations import log
from meetings.operations.quorum import look_at_quorum
from tests.factories import MembershipFactory
from tests.factories_meetings import STARTS_AT, AttendanceFactory, MeetingFactory


@pytest.fixture
def running(committee: Committee) -> Meeting:
    """An open meeting of nine members, of whom three must be there."""
    MembershipFactory.create_batch(9, committee=committee)
    return MeetingFactory(committee=committee, status="open", opened_at=STARTS_AT)


def attend(meeting: Meeting, number: int) -> None:
    for one in Membership.objects.filter(committee=meeting.committee)[:number]:
        AttendanceFactory(meeting=meeting, membership=one)


def written(meeting: Meeting) -> list[tuple[str, dict[str, int]]]:
    return list(meeting.log.order_by("number").values_list("kind", "facts"))


def test_the_log_says_when_it_is_reached_and_lost_and_nothing_between(running: Meeting) -> None:
    assert not look_at_quorum(running, at=STARTS_AT)
    assert written(running) == []
    attend(running, 3)
    assert look_at_quorum(running, at=STARTS_AT)
    assert look_at_quorum(running, at=STARTS_AT)
    running.attendance.first().delete()
    assert not look_at_quorum(running, at=STARTS_AT)
    assert not look_at_quorum(running, at=STARTS_AT)
    assert written(running) == [
        ("quorum_reached", {"present": 3, "needed": 3}),
        ("quorum_lost", {"present": 2, "needed": 3}),
    ]


def test_whom_a_steward_counted_is_there_too(running: Meeting) -> None:
    running.hand_count = 3
    assert look_at_quorum(running, at=STARTS_AT)


def test_who_has_left_the_committee_is_not_there(running: Meeting) -> None:
    attend(running, 3)
    gone = running.attendance.first().membership
    Membership.objects.filter(pk=gone.pk).update(status="left", ended_at=STARTS_AT)
    assert not look_at_quorum(running, at=STARTS_AT)


@pytest.mark.parametrize("status", ["called", "adjourned"])
def test_before_it_opens_and_while_it_is_adjourned_nothing_is_written(
    running: Meeting, status: str
) -> None:
    attend(running, 3)
    running.status = status
    assert look_at_quorum(running, at=STARTS_AT)
    assert not LogEntry.objects.exists()


def test_the_log_is_numbered_on(running: Meeting) -> None:
    log.write(running, "opened", at=STARTS_AT)
    attend(running, 4)
    look_at_quorum(running, at=STARTS_AT)
    assert list(running.log.order_by("number").values_list("number", flat=True)) == [1, 2]
