"""Nobody new on the list of speakers."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_stack import close_list
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, only_the_chair_presses, said, take_back


def test_it_holds_until_it_is_taken_back(running: Meeting, coordinator: Membership) -> None:
    done = close_list(running, by=coordinator, at=STARTS_AT, seen=0)
    assert done.list_closed_at == STARTS_AT
    assert entries(running) == ["list_closed"]
    assert said("list_closed")
    with pytest.raises(Refused, match="closed already"):
        close_list(running, by=coordinator, at=STARTS_AT, seen=1)
    take_back(running, coordinator)
    assert Meeting.objects.get(pk=running.pk).list_closed_at is None


def test_only_the_chair_says_so(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    only_the_chair_presses(
        running, "close-list", as_, chair=coordinator, member=member, outsider=outsider
    )


def test_nothing_of_it_before_the_meeting_opens(meeting: Meeting, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="not open yet"):
        close_list(meeting, by=coordinator, at=STARTS_AT, seen=0)
