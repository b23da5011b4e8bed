"""A committee takes part no longer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from core.decision import Refused
from meetings.models import JointPart, Motion
from meetings.operations.joint import withdraw_from_joint_meeting
from tests.meetings.joint import BEGINS, NOW, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def together() -> Together:
    return Together().accepted()


def part_of(together: Together, number: int) -> JointPart:
    return JointPart.objects.get(joint=together.joint, committee=together.committees[number])


def test_its_meeting_is_off_and_the_others_meet(together: Together) -> None:
    own, others = together.motion(together.second), together.motion(together.host)
    withdraw_from_joint_meeting(part_of(together, 1), by=together.by(together.second), at=NOW)
    assert [one.status for one in together.meetings()] == ["called", "cancelled", "called"]
    assert "does not take part" in together.meeting(together.second).cancelled_because
    # What its own members put waits for its next meeting; what others put was never asked here.
    second = Motion.objects.filter(committee=together.second)
    assert {one.shared: one.status for one in second} == {
        own.public_id: "seconded",
        others.public_id: "fell",
    }


def test_by_its_own_coordinator_before_it_begins_and_never_the_host(together: Together) -> None:
    with pytest.raises(Refused, match="Only a coordinator answers"):
        withdraw_from_joint_meeting(part_of(together, 1), by=together.by(together.host), at=NOW)
    with pytest.raises(Refused, match="called this meeting"):
        withdraw_from_joint_meeting(part_of(together, 0), by=together.by(together.host), at=NOW)
    late = BEGINS + timedelta(minutes=1)
    with pytest.raises(Refused, match="has begun"):
        withdraw_from_joint_meeting(part_of(together, 1), by=together.by(together.second), at=late)
    done = withdraw_from_joint_meeting(
        part_of(together, 1), by=together.by(together.second), at=NOW
    )
    with pytest.raises(Refused, match="does not take part"):
        withdraw_from_joint_meeting(done, by=together.by(together.second), at=NOW)


def test_by_its_button(together: Together, as_: As) -> None:
    url = f"/joint-invitations/{part_of(together, 2).public_id}/withdraw/"
    assert as_(together.members[together.third.pk][0]).post(url).status_code == 403
    assert as_(together.by(together.third)).post(url).status_code == 302
    assert part_of(together, 2).status == "withdrawn"
