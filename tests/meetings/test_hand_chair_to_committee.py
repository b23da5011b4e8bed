"""A member of another committee chairs a joint meeting from then on."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from core.decision import Refused
from meetings.models import Meeting
from meetings.operations.hall_chair import note_ruling
from meetings.operations.hall_officers import choose_officer, release_officer
from meetings.operations.joint import hand_chair_to_committee
from meetings.operations.meetings import close_meeting
from meetings.roles import chairs
from tests.factories_meetings import MeetingFactory, OfferFactory
from tests.meetings.hall import entries
from tests.meetings.joint import BEGINS, NOW, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def together() -> Together:
    return Together().accepted().open()


def hand(together: Together, to: int, by: int = 0) -> None:
    hand_chair_to_committee(
        together.joint_now().leading,
        to=together.meetings()[to],
        by=together.by(together.committees[by]),
        at=BEGINS,
    )


def test_its_coordinators_rule_for_all_and_the_host_no_longer(together: Together) -> None:
    hand(together, 1)
    host, second, third = together.meetings()
    given = {"is_upheld": True, "text": "Both speak.", "at": BEGINS, "seen": None}
    with pytest.raises(Refused, match="chaired by a member of another committee: Second"):
        note_ruling(host, by=together.by(together.host), **given)
    note_ruling(second, by=together.by(together.second), **given)
    assert [entries(one)[-1] for one in (host, second, third)] == ["ruled"] * 3
    assert third.log.filter(
        facts__text="The chair of the joint meeting went to a member of Second."
    ).exists()


def test_the_host_takes_it_back_without_being_asked(together: Together) -> None:
    hand(together, 1)
    with pytest.raises(Refused, match="Only whoever chairs"):
        hand(together, 2, by=0)
    hand(together, 0, by=0)
    assert chairs(together.by(together.host), together.meeting(together.host))


def test_only_to_one_that_is_there_when_nothing_is_under_way(together: Together) -> None:
    third = together.meeting(together.third)
    close_meeting(third, present=1, by=together.by(together.third), at=BEGINS)
    with pytest.raises(Refused, match="not there any more"):
        hand(together, 2)
    with pytest.raises(Refused, match="Choose another committee"):
        hand(together, 0)
    together.debate(together.motion_now())
    with pytest.raises(Refused, match="A motion is being debated"):
        hand(together, 1)


def test_nothing_is_handed_on_outside_an_open_joint_meeting() -> None:
    together = Together().accepted()
    with pytest.raises(Refused, match="This meeting is not open"):
        hand(together, 1)
    Meeting.objects.filter(joint=together.joint).update(status="closed", closed_at=NOW)
    with pytest.raises(Refused, match="This meeting is closed"):
        hand(together, 1)
    alone = MeetingFactory(committee=together.host)
    with pytest.raises(Refused, match="Choose another committee"):
        hand_chair_to_committee(
            alone, to=together.meeting(together.second), by=together.by(together.host), at=NOW
        )


def test_each_committee_notes_its_own_tellers_and_releases_them(together: Together) -> None:
    second, by = together.meeting(together.second), together.by(together.second)
    offer = OfferFactory(
        meeting=second, membership=together.members[together.second.pk][0], duty="teller"
    )
    with pytest.raises(Refused, match="chaired by a member of another committee"):
        choose_officer(offer, by=together.members[together.second.pk][1], at=BEGINS, seen=None)
    chosen = choose_officer(offer, by=by, at=BEGINS, seen=None)
    assert chosen.duty == "teller"
    release_officer(chosen, by=by, at=BEGINS)
    chair = OfferFactory(
        meeting=second, membership=together.members[together.second.pk][0], duty="chair"
    )
    with pytest.raises(Refused, match="Another committee has the chair"):
        choose_officer(chair, by=by, at=BEGINS, seen=None)
    close_meeting(second, present=4, by=by, at=BEGINS)
    with pytest.raises(Refused, match="This meeting is closed"):
        choose_officer(chair, by=by, at=BEGINS, seen=None)


def test_by_its_button_and_taken_back_by_the_host(together: Together, as_: As) -> None:
    with time_machine.travel(BEGINS, tick=False):
        host, second, _third = together.meetings()
        browser = as_(together.by(together.host))
        assert (
            "Hand them the chair"
            in browser.get(f"/meetings/{host.public_id}/chair/").content.decode()
        )
        url = f"/joint-meetings/{together.joint.public_id}/chair/"
        assert browser.post(url, {"meeting": "none-such"}).status_code == 404
        assert browser.post(url, {"meeting": second.public_id}).status_code == 302
        there = as_(together.by(together.second)).get(f"/meetings/{second.public_id}/chair/")
        assert there.status_code == 200
        gone = browser.get(f"/meetings/{host.public_id}/chair/")
        assert gone.status_code == 403
        assert "Take the chair back" in gone.content.decode()
        as_member = as_(together.members[together.third.pk][0])
        assert as_member.post(url, {"meeting": host.public_id}).status_code == 403
        assert browser.post(url, {"meeting": host.public_id}).status_code == 302
        assert browser.get(f"/meetings/{host.public_id}/chair/").status_code == 200
