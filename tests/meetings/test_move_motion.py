"""A motion is moved."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings import permissions
from meetings.models import Meeting, Motion
from meetings.operations.hall_chair import move_motion
from tests.factories_meetings import STARTS_AT, MotionFactory, VoteFactory
from tests.meetings.hall import As, entries, only_the_chair_presses, said, take_back


@pytest.fixture
def motion(in_debate: Motion) -> Motion:
    """On its item, which has been taken, and not moved yet."""
    in_debate.status = "on_agenda"
    in_debate.save()
    return in_debate


def test_it_is_debated_until_that_is_taken_back(
    motion: Motion, running: Meeting, coordinator: Membership
) -> None:
    assert move_motion(motion, by=coordinator, at=STARTS_AT, seen=0).status == "moved"
    entry = running.log.get()
    assert entry.kind == "motion_moved"
    assert entry.facts == {"motion": motion.public_id, "title": "Longer hours"}
    assert said("motion_moved")
    with pytest.raises(Refused, match="moved already"):
        move_motion(motion, by=coordinator, at=STARTS_AT, seen=1)
    take_back(running, coordinator)
    assert Motion.objects.get().status == "on_agenda"


def test_its_item_is_taken_first(motion: Motion, running: Meeting, coordinator: Membership) -> None:
    other = MotionFactory(committee=running.committee, meeting=running, status="on_agenda")
    with pytest.raises(Refused, match="Take the item"):
        move_motion(other, by=coordinator, at=STARTS_AT, seen=0)
    Meeting.objects.filter(pk=running.pk).update(item=None)
    with pytest.raises(Refused, match="Take the item"):
        move_motion(motion, by=coordinator, at=STARTS_AT, seen=0)


def test_not_while_a_vote_is_taken(
    motion: Motion, running: Meeting, coordinator: Membership
) -> None:
    VoteFactory(meeting=running)
    with pytest.raises(Refused, match="vote is being taken"):
        move_motion(motion, by=coordinator, at=STARTS_AT, seen=0)
    assert entries(running) == []


def test_a_motion_on_no_agenda_is_not_there(coordinator: Membership) -> None:
    with pytest.raises(Motion.DoesNotExist):
        move_motion(MotionFactory(), by=coordinator, at=STARTS_AT, seen=0)


def test_what_is_on_no_agenda_is_not_ruled_on(coordinator: Membership) -> None:
    decision = permissions.move_motion(coordinator, MotionFactory())
    assert "on no meeting’s agenda" in decision.reason


def test_only_the_chair_says_so(
    motion: Motion,
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
) -> None:
    only_the_chair_presses(
        running, "move-motion", as_, chair=coordinator, member=member, outsider=outsider,
        motion=motion.public_id,
    )  # fmt: skip
