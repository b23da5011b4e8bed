"""An amendment is moved."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings import permissions
from meetings.models import Amendment, Meeting, Motion
from meetings.operations.hall_chair import move_amendment
from tests.factories_meetings import STARTS_AT, AmendmentFactory, VoteFactory
from tests.meetings.hall import As, only_the_chair_presses, said, take_back


def test_it_is_debated_until_that_is_taken_back(
    in_debate: Motion, running: Meeting, coordinator: Membership
) -> None:
    amendment = AmendmentFactory(motion=in_debate)
    moved = move_amendment(amendment, by=coordinator, at=STARTS_AT, seen=0)
    assert moved.status == "moved"
    assert running.log.get().facts == {
        "amendment": amendment.public_id,
        "motion": in_debate.public_id,
        "title": "Longer hours",
    }
    assert said("amendment_moved")
    take_back(running, coordinator)
    assert Amendment.objects.get().status == "seconded"


def test_one_at_a_time_seconded_and_under_a_motion_that_is_moved(
    in_debate: Motion, running: Meeting, coordinator: Membership
) -> None:
    given = {"by": coordinator, "at": STARTS_AT, "seen": None}
    first, second = AmendmentFactory.create_batch(2, motion=in_debate)
    unseconded = AmendmentFactory(motion=in_debate, status="submitted", seconded_at=None)
    with pytest.raises(Refused, match="needs a seconder"):
        move_amendment(unseconded, **given)
    VoteFactory(meeting=running)
    with pytest.raises(Refused, match="vote is being taken"):
        move_amendment(first, **given)
    running.votes.all().delete()
    move_amendment(first, **given)
    with pytest.raises(Refused, match="one at a time"):
        move_amendment(second, **given)
    Motion.objects.update(status="on_agenda")
    with pytest.raises(Refused, match="motion itself is moved first"):
        move_amendment(second, **given)


def test_an_amendment_to_a_motion_on_no_agenda_is_not_there(coordinator: Membership) -> None:
    with pytest.raises(Motion.DoesNotExist):
        move_amendment(AmendmentFactory(), by=coordinator, at=STARTS_AT, seen=0)


def test_what_is_on_no_agenda_is_not_ruled_on(coordinator: Membership) -> None:
    decision = permissions.move_amendment(coordinator, AmendmentFactory())
    assert "on no meeting’s agenda" in decision.reason


def test_only_the_chair_says_so(
    in_debate: Motion,
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
) -> None:
    amendment = AmendmentFactory(motion=in_debate)
    only_the_chair_presses(
        running, "move-amendment", as_, chair=coordinator, member=member, outsider=outsider,
        amendment=amendment.public_id,
    )  # fmt: skip
