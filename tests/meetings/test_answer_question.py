"""The proposer answers what is asked."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Membership
from core.decision import Refused
from meetings.models import Motion, MotionQuestion
from meetings.operations.motions import answer_question, ask_question
from tests.meetings.motions import put

As = Callable[[object], Client]


@pytest.fixture
def question(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> MotionQuestion:
    return ask_question(put(committee, member, now), "What does it cost?", by=coordinator, at=now)


def test_an_answer_stands_under_its_question_and_can_be_mended(
    question: MotionQuestion, member: Membership, as_: As, now: datetime
) -> None:
    path = reverse("answer-question", args=[question.public_id])
    assert "What does it cost?" in as_(member).get(path).content.decode()
    answer = as_(member).post(path, {"answer": "Nothing."})
    assert answer["Location"].endswith(f"#question-{question.public_id}")
    as_(member).post(path, {"answer": "Nothing at all."})
    question.refresh_from_db()
    assert (question.answer, question.answered_at) == ("Nothing at all.", now)
    page = as_(member).get(reverse("motion", args=[question.motion.public_id])).content.decode()
    assert "Nothing at all." in page
    assert "Mend the answer" in page


def test_no_words_are_no_answer(
    question: MotionQuestion, member: Membership, as_: As, now: datetime
) -> None:
    path = reverse("answer-question", args=[question.public_id])
    assert as_(member).post(path, {"answer": ""}).status_code == 422
    with pytest.raises(Refused, match="Write your answer"):
        answer_question(question, " ", by=member, at=now)


def test_only_the_proposer_answers_and_only_until_the_decision(
    question: MotionQuestion, member: Membership, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only the proposer"):
        answer_question(question, "Nothing.", by=coordinator, at=now)
    Motion.objects.update(status="withdrawn", decided_at=now)
    with pytest.raises(Refused, match="is decided"):
        answer_question(question, "Nothing.", by=member, at=now)


def test_a_stranger_finds_no_question(
    question: MotionQuestion, outsider: Membership, as_: As
) -> None:
    path = reverse("answer-question", args=[question.public_id])
    assert as_(outsider).get(path).status_code == 404
