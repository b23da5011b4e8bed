"""Seconding an amendment: by another member, once."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Amendment, Motion
from meetings.operations.amendments import second_amendment
from tests.factories_meetings import AmendmentFactory, MeetingFactory, MotionFactory

As = Callable[[object], Client]


@pytest.fixture
def amendment(committee: Committee, member: Membership) -> Amendment:
    meeting = MeetingFactory(committee=committee)
    motion = MotionFactory(committee=committee, meeting=meeting, status="on_agenda")
    return AmendmentFactory(motion=motion, proposer=member, status="submitted", seconded_at=None)


def test_one_tap_seconds(amendment: Amendment, coordinator: Membership, as_: As) -> None:
    path = reverse("second-amendment", args=[amendment.public_id])
    page = reverse("motion", args=[amendment.motion.public_id])
    assert f'action="{path}"' in as_(coordinator).get(page).content.decode()
    answer = as_(coordinator).post(path)
    assert answer["Location"] == f"{page}#amendment-{amendment.public_id}"
    amendment.refresh_from_db()
    assert (amendment.status, amendment.seconder) == ("seconded", coordinator)
    assert Event.objects.filter(name="meetings.amendment_seconded").count() == 1


def test_ones_own_is_seconded_by_another(
    amendment: Amendment, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="your own amendment"):
        second_amendment(amendment, by=member, at=now)


def test_it_is_seconded_once(amendment: Amendment, coordinator: Membership, now: datetime) -> None:
    second_amendment(amendment, by=coordinator, at=now)
    with pytest.raises(Refused, match="waits for no seconder"):
        second_amendment(amendment, by=coordinator, at=now)


def test_strangers_second_nothing(
    amendment: Amendment, outsider: Membership, as_: As, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        second_amendment(amendment, by=outsider, at=now)
    path = reverse("second-amendment", args=[amendment.public_id])
    assert as_(outsider).post(path).status_code == 404


def test_with_its_motion_decided_nothing_is_seconded(
    amendment: Amendment, coordinator: Membership, now: datetime
) -> None:
    Motion.objects.update(status="lost", decided_at=now)
    with pytest.raises(Refused, match="is decided"):
        second_amendment(amendment, by=coordinator, at=now)


def test_an_open_meeting_sees_it(
    amendment: Amendment, coordinator: Membership, now: datetime
) -> None:
    meeting = amendment.motion.meeting
    assert meeting is not None
    meeting.status, meeting.opened_at = "open", now
    meeting.save()
    second_amendment(amendment, by=coordinator, at=now)
    meeting.refresh_from_db()
    assert meeting.version == 1
