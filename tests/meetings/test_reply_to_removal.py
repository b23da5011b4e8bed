"""The reply of whom a motion is about."""

from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from meetings.models import Motion
from meetings.removal import removing, reply_to
from tests.factories import NOW
from tests.factories_meetings import MotionFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def motion(committee: Committee, member: Membership) -> Motion:
    made: Motion = MotionFactory(
        committee=committee, about_person=True, effect=removing(member), title="To end a membership"
    )
    return made


def test_whoever_it_is_about_writes_and_mends_a_reply(
    motion: Motion, member: Membership, as_: As
) -> None:
    where = f"/motions/{motion.public_id}/reply/"
    assert "Write a reply" in as_(member).get(f"/motions/{motion.public_id}/").content.decode()
    for text in ("I was ill.", "I was ill, and I am back."):
        assert as_(member).post(where, {"text": text}).status_code == 302
    motion.refresh_from_db()
    assert reply_to(motion) == "I was ill, and I am back."
    assert "and I am back" in as_(member).get(where).content.decode()


def test_five_hundred_words_are_enough(motion: Motion, member: Membership, as_: As) -> None:
    answer = as_(member).post(f"/motions/{motion.public_id}/reply/", {"text": "word " * 501})
    assert answer.status_code == 422
    assert "longer than 500 words" in answer.content.decode()


def test_nobody_else_replies(motion: Motion, coordinator: Membership, as_: As) -> None:
    assert as_(coordinator).get(f"/motions/{motion.public_id}/reply/").status_code == 403


def test_once_it_is_decided_it_stays(motion: Motion, member: Membership, as_: As) -> None:
    motion.status, motion.decided_at, motion.seconded_at = "carried", NOW, NOW
    motion.save()
    answer = as_(member).post(f"/motions/{motion.public_id}/reply/", {"text": "Late."})
    assert answer.status_code == 403


def test_a_motion_about_nobody_has_none(committee: Committee, member: Membership, as_: As) -> None:
    plain = MotionFactory(committee=committee)
    assert as_(member).get(f"/motions/{plain.public_id}/reply/").status_code == 403
