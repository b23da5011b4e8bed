"""A motion is remitted, withdrawn, or falls."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings import permissions
from meetings.models import Amendment, Meeting, Motion
from meetings.operations.hall_chair import settle_motion
from tests.factories_meetings import STARTS_AT, AmendmentFactory, MotionFactory, VoteFactory
from tests.meetings.hall import As, only_the_chair_presses, said, take_back


@pytest.mark.parametrize(
    ("outcome", "amendment"), [("remitted", "seconded"), ("withdrawn", "fell"), ("fell", "fell")]
)
@pytest.mark.parametrize("was", ["moved", "on_agenda"])
def test_it_is_decided_without_a_vote_until_that_is_taken_back(
    in_debate: Motion,
    running: Meeting,
    coordinator: Membership,
    outcome: str,
    amendment: str,
    was: str,
) -> None:
    Motion.objects.update(status=was)
    AmendmentFactory(motion=in_debate)
    settled = settle_motion(in_debate, outcome=outcome, by=coordinator, at=STARTS_AT, seen=0)
    assert (settled.status, settled.decided_at) == (outcome, STARTS_AT)
    assert Amendment.objects.get().status == amendment
    facts = running.log.get().facts
    assert facts == {
        "motion": in_debate.public_id,
        "title": "Longer hours",
        "outcome": outcome,
    }
    assert said("motion_settled")
    take_back(running, coordinator)
    assert Motion.objects.get().status == was
    assert Amendment.objects.get().status == "seconded"


def test_what_is_decided_stays_so(in_debate: Motion, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="decided already"):
        settle_motion(in_debate, outcome="carried", by=coordinator, at=STARTS_AT, seen=0)
    Motion.objects.update(status="lost", decided_at=STARTS_AT)
    with pytest.raises(Refused, match="decided already"):
        settle_motion(in_debate, outcome="fell", by=coordinator, at=STARTS_AT, seen=0)


def test_an_amendment_or_a_vote_is_finished_first(
    in_debate: Motion, running: Meeting, coordinator: Membership
) -> None:
    given = {"outcome": "fell", "by": coordinator, "at": STARTS_AT, "seen": 0}
    VoteFactory(meeting=running)
    with pytest.raises(Refused, match="vote is being taken"):
        settle_motion(in_debate, **given)
    AmendmentFactory(motion=in_debate, status="moved")
    with pytest.raises(Refused, match="amendment is being debated"):
        settle_motion(in_debate, **given)
    Meeting.objects.filter(pk=running.pk).update(item=None)
    with pytest.raises(Refused, match="Take the item"):
        settle_motion(in_debate, **given)


def test_a_motion_on_no_agenda_is_not_there(coordinator: Membership) -> None:
    with pytest.raises(Motion.DoesNotExist):
        settle_motion(MotionFactory(), outcome="fell", by=coordinator, at=STARTS_AT, seen=0)


def test_what_is_on_no_agenda_is_not_ruled_on(coordinator: Membership) -> None:
    decision = permissions.settle_motion(coordinator, MotionFactory(), "fell")
    assert "on no meeting’s agenda" in decision.reason


def test_only_the_chair_says_so(
    in_debate: Motion,
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
) -> None:
    address = f"/meetings/{running.public_id}/settle-motion/"
    assert as_(coordinator).post(address, {"outcome": "carried"}).status_code == 400
    only_the_chair_presses(
        running, "settle-motion", as_, chair=coordinator, member=member, outsider=outsider,
        motion=in_debate.public_id, outcome="remitted",
    )  # fmt: skip
