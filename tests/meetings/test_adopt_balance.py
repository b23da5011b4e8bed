"""For and against take turns."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_stack import adopt_balance
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, only_the_chair_presses, said, take_back


def test_it_holds_until_it_is_taken_back(running: Meeting, coordinator: Membership) -> None:
    done = adopt_balance(running, by=coordinator, at=STARTS_AT, seen=0)
    assert done.balanced_at == STARTS_AT
    assert entries(running) == ["balance_adopted"]
    assert said("balance_adopted")
    with pytest.raises(Refused, match="take turns already"):
        adopt_balance(running, by=coordinator, at=STARTS_AT, seen=1)
    take_back(running, coordinator)
    assert Meeting.objects.get(pk=running.pk).balanced_at is None


def test_only_the_chair_says_so(
    running: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    only_the_chair_presses(
        running, "adopt-balance", as_, chair=coordinator, member=member, outsider=outsider
    )


def test_nothing_of_it_before_the_meeting_opens(meeting: Meeting, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="not open yet"):
        adopt_balance(meeting, by=coordinator, at=STARTS_AT, seen=0)
