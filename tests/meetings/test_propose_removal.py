"""Nobody but a meeting removes a member: with notice, told, with a reply, and never by name for long."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import effects
from meetings.models import Motion
from meetings.operations.motions import Draft, reply_to_removal, second_motion, submit_motion
from meetings.operations.questions import set_aside_vote
from meetings.removal import is_removal_of, removing, reply_to
from notices.models import Message
from tests.factories import NOW, CouncilFactory, MandateFactory, MembershipFactory
from tests.factories_meetings import MeetingFactory, MotionFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def target(committee: Committee) -> Membership:
    made: Membership = MembershipFactory(committee=committee, chosen_name="Tamar")
    return made


def _page(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/removal/"


def _put(committee: Committee, by: Membership, about: Membership) -> Motion:
    draft = Draft(resolves="That the person named beside this is a member no longer.")
    draft.effect.update(removing(about))
    return submit_motion(committee, draft, by=by, at=NOW)


def test_a_member_is_found_by_name_and_the_motion_is_put_on_the_next_page(
    committee: Committee, member: Membership, target: Membership, as_: As
) -> None:
    browser = as_(member)
    assert "Only a meeting can end a membership" in browser.get(_page(committee)).content.decode()
    answer = browser.post(_page(committee), {"chosen_name": "tamar"})
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "To end a membership" in page
    assert "this person is no longer a member: Tamar" in page
    assert Motion.objects.count() == 0


def test_names_cannot_be_tried_for_long(committee: Committee, member: Membership, as_: As) -> None:
    browser = as_(member)
    answers = [
        browser.post(_page(committee), {"chosen_name": f"Nobody {number}"}) for number in range(6)
    ]
    assert [one.status_code for one in answers] == [422] * 5 + [429]
    assert "No member of this committee is called so." in answers[0].content.decode()
    assert browser.post(_page(committee), {"chosen_name": ""}).status_code == 429


def test_a_form_without_a_name_is_shown_again(
    committee: Committee, member: Membership, as_: As
) -> None:
    assert as_(member).post(_page(committee), {"chosen_name": ""}).status_code == 422


def test_in_a_council_their_own_committee_recalls_them(member: Membership, as_: As) -> None:
    council = CouncilFactory(status="founded")
    seated = MembershipFactory(committee=council, user=member.user, chosen_name="Seated")
    MembershipFactory(committee=council, chosen_name="Other")
    answer = as_(seated).post(_page(council), {"chosen_name": "Other"})
    assert answer.status_code == 422
    assert "Their own committee can recall them" in answer.content.decode()


def test_it_is_about_a_person_who_is_told_and_whom_no_text_names(
    committee: Committee, member: Membership, target: Membership
) -> None:
    motion = _put(committee, member, target)
    assert motion.about_person
    assert "Tamar" not in motion.title + motion.resolves + str(motion.effect)
    assert "Tamar" in effects.said(motion)
    message = Message.objects.get(template="meetings/email/removal_proposed")
    assert message.about == {"user_id": target.user_id}
    assert "Tamar" not in str(message.context)
    assert not mail.outbox


def test_the_name_is_hidden_from_others_until_the_motion_is_seconded(
    committee: Committee, member: Membership, target: Membership, as_: As
) -> None:
    motion, other = _put(committee, member, target), MembershipFactory(committee=committee)
    path = f"/motions/{motion.public_id}/"
    hidden = as_(other).get(path).content.decode()
    assert "Tamar" not in hidden
    assert "once another member has seconded the motion" in hidden
    for reader in (member, target):
        assert "Tamar" in as_(reader).get(path).content.decode()
    second_motion(motion, by=other, at=NOW)
    assert "Tamar" in as_(other).get(path).content.decode()


def test_no_emergency_meeting_decides_it(
    committee: Committee, member: Membership, target: Membership
) -> None:
    draft = Draft(
        resolves="That they go.", meeting=MeetingFactory(committee=committee, kind="emergency")
    )
    draft.effect.update(removing(target))
    with pytest.raises(Refused, match="An emergency meeting decides nothing on persons"):
        submit_motion(committee, draft, by=member, at=NOW)


def test_who_is_gone_already_cannot_be_removed(
    committee: Committee, member: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="No member of this committee is called so"):
        _put(committee, member, outsider)
    gone = MembershipFactory(committee=committee, status="left", ended_at=NOW, chosen_name="")
    with pytest.raises(Refused, match="not a member any more"):
        _put(committee, member, gone)


def _decided(hall: Hall, target: Membership, votes_for: int, against: int) -> tuple[Motion, object]:
    motion = MotionFactory(
        committee=hall.meeting.committee,
        meeting=hall.meeting,
        status="moved",
        about_person=True,
        effect=removing(target),
    )
    vote = hall.decide(hall.put("motion", motion=motion), votes_for, against)
    motion.refresh_from_db()
    return motion, vote


def test_carried_the_membership_ends_with_its_offices_and_its_name(hall: Hall) -> None:
    target = MembershipFactory(committee=hall.meeting.committee, chosen_name="Tamar")
    MandateFactory(membership=target, committee=target.committee, office="delegate")
    motion, _vote = _decided(hall, target, 6, 3)
    target.refresh_from_db()
    assert (target.status, target.chosen_name, motion.status) == ("removed", "", "carried")
    assert not target.mandates.exclude(status="ended").exists()
    assert "A former member" in effects.said(motion)
    assert Message.objects.filter(template="meetings/email/member_removed").count() == 1
    assert Event.objects.get(name="committees.member_removed").actor == ""


def test_lost_nothing_happens(hall: Hall) -> None:
    target = MembershipFactory(committee=hall.meeting.committee, chosen_name="Tamar")
    _decided(hall, target, 3, 6)
    target.refresh_from_db()
    assert (target.status, target.chosen_name) == ("active", "Tamar")


def test_a_vote_that_is_set_aside_makes_them_a_member_again(hall: Hall) -> None:
    target = MembershipFactory(committee=hall.meeting.committee, chosen_name="Tamar")
    _motion, vote = _decided(hall, target, 6, 3)
    set_aside_vote(vote, by=hall.chair, at=NOW, seen=None)  # type: ignore[arg-type]
    target.refresh_from_db()
    assert (target.status, target.ended_at) == ("active", None)
    assert target.chosen_name.startswith("Member ")
    assert Message.objects.filter(template="meetings/email/member_restored").count() == 1


def test_who_came_back_meanwhile_is_not_made_a_member_twice(hall: Hall) -> None:
    target = MembershipFactory(committee=hall.meeting.committee, chosen_name="Tamar")
    _motion, vote = _decided(hall, target, 6, 3)
    MembershipFactory(committee=target.committee, user=target.user, chosen_name="Tamar")
    set_aside_vote(vote, by=hall.chair, at=NOW, seen=None)  # type: ignore[arg-type]
    target.refresh_from_db()
    assert target.status == "removed"


def test_the_member_replies_and_all_read_it(
    committee: Committee, member: Membership, target: Membership, as_: As, now: datetime
) -> None:
    motion = _put(committee, member, target)
    assert is_removal_of(motion, target)
    assert reply_to(MotionFactory(committee=committee)) == ""
    reply_to_removal(motion, "I was ill.", by=target, at=now)
    page = as_(member).get(f"/motions/{motion.public_id}/").content.decode()
    assert "I was ill." in page
    assert "Write a reply" not in page
