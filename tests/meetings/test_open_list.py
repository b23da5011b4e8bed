"""The list of speakers is open again."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_stack import open_list
from tests.factories_meetings import STARTS_AT
from tests.meetings.hall import As, entries, only_the_chair_presses, said, take_back


@pytest.fixture
def held(running: Meeting) -> Meeting:
    Meeting.objects.filter(pk=running.pk).update(list_closed_at=STARTS_AT)
    running.refresh_from_db()
    return running


def test_it_ends_until_that_is_taken_back(held: Meeting, coordinator: Membership) -> None:
    done = open_list(held, by=coordinator, at=STARTS_AT, seen=0)
    assert done.list_closed_at is None
    assert entries(held) == ["list_opened"]
    assert said("list_opened")
    with pytest.raises(Refused, match="list of speakers is open"):
        open_list(held, by=coordinator, at=STARTS_AT, seen=1)
    take_back(held, coordinator)
    assert Meeting.objects.get(pk=held.pk).list_closed_at == STARTS_AT


def test_only_the_chair_says_so(
    held: Meeting, coordinator: Membership, member: Membership, outsider: Membership, as_: As
) -> None:
    only_the_chair_presses(
        held, "open-list", as_, chair=coordinator, member=member, outsider=outsider
    )
