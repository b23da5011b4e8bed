"""For and against no longer take turns."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_stack import drop_balance
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, only_the_chair_presses, said, take_back


@pytest.fixture
def held(running: Meeting) -> Meeting:
    Meeting.objects.filter(pk=running.pk).update(balanced_at=STARTS_AT)
    running.refresh_from_db()
    return running


def test_it_ends_until_that_is_taken_back(held: Meeting, coordinator: Membership) -> None:
    done = drop_balance(held, by=coordinator, at=STARTS_AT, seen=0)
    assert done.balanced_at is None
    assert entries(held) == ["balance_dropped"]
    assert said("balance_dropped")
    with pytest.raises(Refused, match="do not take turns"):
        drop_balance(held, by=coordinator, at=STARTS_AT, seen=1)
    take_back(held, coordinator)
    assert Meeting.objects.get(pk=held.pk).balanced_at == STARTS_AT


def test_only_the_chair_says_so(
    held: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    only_the_chair_presses(
        held, "drop-balance", as_, chair=coordinator, member=member, outsider=outsider
    )
