"""Going out again."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Attendance, Meeting, Offer, Speaker
from meetings.operations.hall_door import leave_meeting
from tests.factories_meetings import STARTS_AT, OfferFactory
from tests.meetings.hall import As, entries, here, waits


def test_who_leaves_is_off_the_stack_and_out_of_the_offers(
    running: Meeting, member: Membership
) -> None:
    here(running, member)
    waits(running, member)
    OfferFactory(meeting=running, membership=member)
    for _time in range(2):
        leave_meeting(running, by=member, at=STARTS_AT)
    assert not Attendance.objects.exists()
    assert not Offer.objects.exists()
    assert Speaker.objects.get().status == "withdrawn"
    assert not Event.objects.exists()


def test_the_quorum_can_be_lost_so(running: Meeting, member: Membership) -> None:
    here(running, member)
    running.log.create(number=1, kind="quorum_reached", at=STARTS_AT)
    leave_meeting(running, by=member, at=STARTS_AT)
    assert entries(running) == ["quorum_reached", "quorum_lost"]


def test_only_members_are_counted_and_none_after_the_close(
    running: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        leave_meeting(running, by=outsider, at=STARTS_AT)
    Meeting.objects.filter(pk=running.pk).update(status="closed", closed_at=now)
    with pytest.raises(Refused, match="is closed"):
        leave_meeting(running, by=member, at=STARTS_AT)


def test_one_tap_in_the_hall(
    running: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    here(running, member)
    address = f"/meetings/{running.public_id}/leave/"
    assert as_(outsider).post(address).status_code == 404
    assert as_(member).get(address).status_code == 405
    page = as_(member).post(address, follow=True).content.decode()
    assert "no longer counted as here" in page
    assert "Are you here?" in page
