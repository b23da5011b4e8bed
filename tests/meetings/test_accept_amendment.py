"""The proposer of a motion takes an amendment into it, before the debate."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Amendment, Motion
from meetings.operations.amendments import accept_amendment
from tests.factories_meetings import AmendmentFactory, MeetingFactory, MotionFactory

As = Callable[[object], Client]
OLD, NEW = "To ask for longer opening hours.", "To demand longer opening hours."


@pytest.fixture
def motion(committee: Committee, member: Membership) -> Motion:
    return MotionFactory(
        committee=committee,
        meeting=MeetingFactory(committee=committee),
        status="on_agenda",
        proposer=member,
        notes="",
        believes="",
    )


@pytest.fixture
def amendment(motion: Motion, coordinator: Membership) -> Amendment:
    return AmendmentFactory(motion=motion, proposer=coordinator)


@pytest.mark.parametrize("status", ["submitted", "seconded"])
def test_it_is_part_of_the_motion_and_no_vote_is_needed(
    amendment: Amendment, member: Membership, as_: As, status: str
) -> None:
    Amendment.objects.update(status=status)
    path = reverse("accept-amendment", args=[amendment.public_id])
    assert as_(member).post(path).status_code == 302
    amendment.refresh_from_db()
    motion = Motion.objects.get()
    assert (amendment.status, motion.resolves, motion.version) == ("accepted", NEW, 2)


def test_others_accept_nothing(
    amendment: Amendment, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only the proposer of the motion"):
        accept_amendment(amendment, by=coordinator, at=now)


def test_once_moved_the_meeting_decides(
    amendment: Amendment, member: Membership, now: datetime
) -> None:
    Motion.objects.update(status="moved")
    with pytest.raises(Refused, match="Now the meeting decides"):
        accept_amendment(amendment, by=member, at=now)


def test_what_is_debated_or_decided_stays(
    amendment: Amendment, member: Membership, now: datetime
) -> None:
    Amendment.objects.update(status="moved")
    with pytest.raises(Refused, match="debated or decided"):
        accept_amendment(amendment, by=member, at=now)
    Amendment.objects.update(status="seconded")
    Motion.objects.update(status="lost", decided_at=now)
    with pytest.raises(Refused, match="is decided"):
        accept_amendment(amendment, by=member, at=now)


def test_of_two_that_touch_the_same_line_the_second_is_written_anew(
    amendment: Amendment, motion: Motion, member: Membership, as_: As, now: datetime
) -> None:
    other = AmendmentFactory(motion=motion, resolves="To beg for longer opening hours.")
    accept_amendment(amendment, by=member, at=now)
    page = as_(member).get(reverse("motion", args=[motion.public_id])).content.decode()
    assert "The motion has changed since this was written." in page
    answer = as_(member).post(reverse("accept-amendment", args=[other.public_id]))
    assert answer.status_code == 403
    assert "changed in the same lines" in answer.content.decode()
    other.refresh_from_db()
    assert other.status == "seconded"
