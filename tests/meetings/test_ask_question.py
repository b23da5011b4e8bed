"""Questions under a motion, by chosen name."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Motion, MotionQuestion
from meetings.operations.motions import ask_question
from tests.meetings.motions import put

As = Callable[[object], Client]


def test_a_question_stands_under_the_motion_with_the_name(
    committee: Committee, member: Membership, coordinator: Membership, as_: As, now: datetime
) -> None:
    motion = put(committee, coordinator, now)
    path = reverse("ask-question", args=[motion.public_id])
    answer = as_(member).post(path, {"text": "What does\nit cost?"})
    question = MotionQuestion.objects.get()
    page = reverse("motion", args=[motion.public_id])
    assert answer["Location"] == f"{page}#question-{question.public_id}"
    text = as_(coordinator).get(page).content.decode()
    assert "What does<br>it cost?" in text
    assert member.chosen_name in text
    assert (question.asker, question.asked_at) == (member, now)


def test_the_event_names_nobody(committee: Committee, member: Membership, now: datetime) -> None:
    ask_question(put(committee, member, now), "Why?", by=member, at=now)
    assert Event.objects.get(name="meetings.question_asked").actor == ""


def test_no_words_are_no_question(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    motion = put(committee, member, now)
    answer = as_(member).post(reverse("ask-question", args=[motion.public_id]), {"text": " "})
    assert answer.status_code == 422
    assert "Write your question." in answer.content.decode()
    with pytest.raises(Refused, match="Write your question"):
        ask_question(motion, " ", by=member, at=now)


def test_a_long_one_is_not_lost(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    motion = put(committee, member, now)
    long = {"text": "word " * 300}
    answer = as_(member).post(reverse("ask-question", args=[motion.public_id]), long)
    assert answer.status_code == 422
    assert "word word" in answer.content.decode()


def test_strangers_and_latecomers_ask_nothing(
    committee: Committee, member: Membership, outsider: Membership, now: datetime
) -> None:
    motion = put(committee, member, now)
    with pytest.raises(Refused, match="Only members"):
        ask_question(motion, "Why?", by=outsider, at=now)
    Motion.objects.update(status="withdrawn", decided_at=now)
    with pytest.raises(Refused, match="is decided"):
        ask_question(motion, "Why?", by=member, at=now)
