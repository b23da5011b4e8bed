"""An amendment is withdrawn, or falls."""

import pytest

from committees.models import Membership
from core.decision import Refused
from meetings import permissions
from meetings.models import Amendment, Meeting, Motion
from meetings.operations.hall_chair import settle_amendment
from tests.factories_meetings import STARTS_AT, AmendmentFactory, VoteFactory
from tests.meetings.hall import As, only_the_chair_presses, said, take_back


@pytest.fixture
def amendment(in_debate: Motion) -> Amendment:
    return AmendmentFactory(motion=in_debate, status="moved")


@pytest.mark.parametrize("outcome", ["withdrawn", "fell"])
def test_it_is_decided_without_a_vote_until_that_is_taken_back(
    amendment: Amendment, running: Meeting, coordinator: Membership, outcome: str
) -> None:
    settled = settle_amendment(amendment, outcome=outcome, by=coordinator, at=STARTS_AT, seen=0)
    assert (settled.status, settled.decided_at) == (outcome, STARTS_AT)
    assert running.log.get().facts["outcome"] == outcome
    assert said("amendment_settled")
    with pytest.raises(Refused, match="not being debated"):
        settle_amendment(amendment, outcome=outcome, by=coordinator, at=STARTS_AT, seen=1)
    take_back(running, coordinator)
    assert Amendment.objects.get().status == "moved"


def test_carried_it_is_by_a_vote_alone(
    amendment: Amendment, running: Meeting, coordinator: Membership
) -> None:
    with pytest.raises(Refused, match="not being debated"):
        settle_amendment(amendment, outcome="carried", by=coordinator, at=STARTS_AT, seen=0)
    VoteFactory(meeting=running)
    with pytest.raises(Refused, match="vote is being taken"):
        settle_amendment(amendment, outcome="fell", by=coordinator, at=STARTS_AT, seen=0)


def test_an_amendment_to_a_motion_on_no_agenda_is_not_there(coordinator: Membership) -> None:
    with pytest.raises(Motion.DoesNotExist):
        settle_amendment(AmendmentFactory(), outcome="fell", by=coordinator, at=STARTS_AT, seen=0)


def test_what_is_on_no_agenda_is_not_ruled_on(coordinator: Membership) -> None:
    decision = permissions.settle_amendment(coordinator, AmendmentFactory(), "fell")
    assert "on no meeting’s agenda" in decision.reason


def test_only_the_chair_says_so(
    amendment: Amendment,
    running: Meeting,
    coordinator: Membership,
    member: Membership,
    outsider: Membership,
    as_: As,
) -> None:
    address = f"/meetings/{running.public_id}/settle-amendment/"
    assert as_(coordinator).post(address, {"outcome": "carried"}).status_code == 400
    only_the_chair_presses(
        running, "settle-amendment", as_, chair=coordinator, member=member, outsider=outsider,
        amendment=amendment.public_id, outcome="withdrawn",
    )  # fmt: skip
