"""What a joint meeting shows: on a phone, at the door, on the wall, beside a motion."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.templatetags.live import live_address
from meetings import door, screens
from meetings.models import JointPart, Meeting, Motion
from meetings.queries.joint import joint_page
from tests.factories import NOW, CommitteeFactory, MembershipFactory
from tests.factories_meetings import JointPartFactory, MeetingFactory, SpeakerFactory
from tests.meetings.joint import BEGINS, DONE, Together

As = Callable[[object], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def together() -> Together:
    return Together().accepted()


@pytest.fixture
def held(together: Together) -> Iterator[Together]:
    """Its motion is decided, and the last result stands on the screens."""
    motion = together.motion(together.third)
    vote = together.open().put(together.debate(motion))
    together.cast(together.host, "for", "for")
    together.cast(together.second, "against")
    together.cast(together.third, "for")
    together.declare(vote)
    with time_machine.travel(DONE, tick=False):
        yield together


def test_the_picture_on_the_wall_leads_to_ones_own_door(together: Together, as_: As) -> None:
    together.open(come=False)
    second = together.meeting(together.second)
    with time_machine.travel(BEGINS, tick=False):
        code = door.code(together.meeting(together.host), BEGINS)
        browser = as_(together.members[together.second.pk][0])
        url = f"/joint-meetings/{together.joint.public_id}/here/"
        led = browser.get(url, {"code": code})
        assert led["Location"] == f"/meetings/{second.public_id}/attend/?code={code}"
        assert browser.post(led["Location"], {"code": code}).status_code == 302
        assert second.attendance.count() == 1


def test_who_is_a_member_of_two_is_asked_to_come_in_for_each(together: Together, as_: As) -> None:
    mine = together.members[together.host.pk][0]
    MembershipFactory(user=mine.user, committee=together.third)
    together.open(come=False)
    with time_machine.travel(BEGINS, tick=False):
        page = f"/joint-meetings/{together.joint.public_id}/"
        led = as_(mine).get(f"{page}here/", {"code": "ABC123"})["Location"]
        assert led == f"{page}?code=ABC123"
        doors = as_(mine).get(led).content.decode()
        assert doors.count("/attend/?code=ABC123") == 2
        words = as_(mine).get(page).content.decode()
    assert "You are a member of more than one of these committees." in words
    assert words.count("Into the hall, for") == 2


def test_an_open_page_follows_ones_own_meeting_until_it_is_over(held: Together, as_: As) -> None:
    browser = as_(held.members[held.second.pk][0])
    url = f"/joint-meetings/{held.joint.public_id}/"
    second = held.meeting(held.second)
    page = browser.get(url).content.decode()
    assert f'data-live-fragment="{url}now/"' in page
    assert live_address(second.live_topic)[:60] in page
    part = browser.get(f"{url}now/")
    assert "Adopted by 2 of 3 committees" in " ".join(part.content.decode().split())
    assert {one for one in ("joint-who", "joint-results") if f'id="{one}"' in page} == {
        one for one in ("joint-who", "joint-results") if f'id="{one}"' in part.content.decode()
    }
    assert page.count('id="joint-results"') == 1
    assert browser.get(f"{url}now/", headers={"if-none-match": part["ETag"]}).status_code == 304
    Meeting.objects.update(status="closed", closed_at=DONE, adjourned_at=None)
    # Who had it open when it closed sees the end; whoever opens it now has nothing to follow.
    assert browser.get(f"{url}now/").status_code == 200
    over = browser.get(url).content.decode()
    assert "data-live-fragment" not in over
    assert "This meeting is over." in over


def test_the_page_changes_for_a_committee_of_which_nobody_is_there(
    together: Together, as_: As
) -> None:
    motion = together.motion(together.host)
    together.open(come=False)
    together.come(together.host)
    with time_machine.travel(BEGINS, tick=False):
        moved = together.debate(motion)
        url = f"/joint-meetings/{together.joint.public_id}/now/"
        browser = as_(together.members[together.third.pk][0])
        before = browser.get(url)
        together.put(moved)
        after = browser.get(url, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "Nobody was there to vote" in after.content.decode()
    assert "Being voted on" in after.content.decode()


def test_who_does_not_take_part_reads_neither_results_nor_who_is_there(
    held: Together, as_: As
) -> None:
    JointPart.objects.filter(committee=held.second).update(status="withdrawn")
    Meeting.objects.filter(committee=held.second).update(
        status="cancelled", cancelled_at=NOW, cancelled_because="x"
    )
    browser = as_(held.by(held.second))
    url = f"/joint-meetings/{held.joint.public_id}/"
    page = browser.get(url).content.decode()
    assert "read by the committees that take part" in page
    assert "Has withdrawn" in page
    for hidden in ("Adopted by", "enough to decide", "fewer than"):
        assert hidden not in page
    assert browser.get(f"{url}now/").status_code == 404


def test_the_results_stand_side_by_side_on_the_phone_and_on_the_wall(
    held: Together, as_: As
) -> None:
    member = held.members[held.second.pk][0]
    page = as_(member).get(f"/joint-meetings/{held.joint.public_id}/").content.decode()
    host = held.meeting(held.host)
    ticket = screens.ticket(host)
    wall = as_(None).get(f"/screen/{host.public_id}/?ticket={ticket}").content.decode()
    for shown in (page, wall):
        assert "Adopted by 2 of 3 committees" in " ".join(shown.split())
        for committee in held.committees:
            assert committee.name in shown
    assert "enough to decide" in wall
    hall = as_(member).get(f"/meetings/{held.meeting(held.second).public_id}/hall/")
    assert "A member of another committee chairs this joint meeting." in hall.content.decode()


def test_a_screen_shows_nothing_side_by_side_before_anything_is_put(
    together: Together, as_: As
) -> None:
    together.open()
    host = together.meeting(together.host)
    with time_machine.travel(BEGINS, tick=False):
        wall = as_(None).get(f"/screen/{host.public_id}/?ticket={screens.ticket(host)}")
    assert "joint-wall" not in wall.content.decode()


def test_a_motion_says_that_all_decide_on_it_and_names_nobody_elsewhere(
    together: Together, as_: As
) -> None:
    motion = together.motion(together.second)
    copy = Motion.objects.get(committee=together.third, shared=motion.shared)
    own = as_(together.members[together.second.pk][2]).get(f"/motions/{motion.public_id}/")
    theirs = as_(together.members[together.third.pk][2]).get(f"/motions/{copy.public_id}/")
    assert "It stands before every committee of the joint meeting." in own.content.decode()
    assert "Another committee put it to a joint meeting." in theirs.content.decode()
    for page in (own, theirs):
        assert "each votes on it as it is" in page.content.decode()
        assert "Amendments come in time until" not in page.content.decode()
    assert motion.proposer is not None
    assert motion.proposer.chosen_name not in theirs.content.decode()


def test_a_vote_so_small_that_it_would_tell_says_only_the_outcome(
    together: Together, as_: As
) -> None:
    motion = together.motion(together.host)
    vote = together.open().put(together.debate(motion))
    together.declare(vote)
    for one in together.votes().values():
        one.votes_for = one.votes_against = one.abstentions = None
        one.method = "secret"
        one.save()
    with time_machine.travel(DONE, tick=False):
        member = together.members[together.host.pk][0]
        page = as_(member).get(f"/joint-meetings/{together.joint.public_id}/").content.decode()
    assert "So few voted that only the outcome is told." in page


def test_more_committees_cost_no_more_questions(
    together: Together,
    as_: As,
    django_assert_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    together.open()
    joint = together.joint_now()
    members = [together.members[together.host.pk][0]]
    with CaptureQueriesContext(connection) as few:
        lines = joint_page(joint, members, BEGINS).lines
    assert [(one.is_quorate, one.waiting) for one in lines] == [(True, 0)] * 3
    for _more in range(4):
        beside = CommitteeFactory(status="founded", founded_at=NOW)
        JointPartFactory(joint=joint, committee=beside, status="accepted", answered_at=NOW)
        MeetingFactory(committee=beside, joint=joint, status="open", opened_at=BEGINS)
        SpeakerFactory(meeting=Meeting.objects.get(committee=beside), item=None)
    with django_assert_num_queries(len(few)):
        lines = joint_page(together.joint_now(), members, BEGINS).lines
    assert sorted(one.waiting for one in lines) == [0, 0, 0, 1, 1, 1, 1]
