"""Questions to all candidates, and what each of them answers."""

from typing import Self

from django.db import models
from django.db.models import Q

from committees.models import Membership
from core.models import PublicId
from elections.models.candidacies import Candidacy
from elections.models.elections import Election
from elections.models.taken_down import Words, taken_down_whole


class HustingsQuestionQuerySet(models.QuerySet["HustingsQuestion"]):
    def visible_to(self, user: object) -> Self:
        """Those of the elections of one's committees."""
        return self.filter(election__in=Election.objects.visible_to(user))


class HustingsQuestion(Words):
    """A question to everybody who stands. Who asked is kept only where they wanted it to be read.

    Only the day is kept: the minute, beside whatever else a server notes, could tell who it was.
    """

    public_id = PublicId()
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="asked")
    asker = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(max_length=400, blank=True)
    asked_on = models.DateField()

    objects = HustingsQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            taken_down_whole("hustings_question_taken_down_whole"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(taken_down_at__isnull=False),
                name="hustings_question_says_something",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.election.committee.public_id

    @property
    def words(self) -> str:
        return self.text


class HustingsAnswerQuerySet(models.QuerySet["HustingsAnswer"]):
    def visible_to(self, user: object) -> Self:
        """Those to questions that one may read."""
        return self.filter(question__in=HustingsQuestion.objects.visible_to(user))


class HustingsAnswer(Words):
    """What one candidate answers to one question."""

    public_id = PublicId()
    question = models.ForeignKey(HustingsQuestion, on_delete=models.CASCADE, related_name="answers")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(max_length=1_000, blank=True)
    answered_at = models.DateTimeField()

    objects = HustingsAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            taken_down_whole("hustings_answer_taken_down_whole"),
            models.UniqueConstraint(fields=["question", "candidacy"], name="hustings_answer_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(taken_down_at__isnull=False),
                name="hustings_answer_says_something",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.question.event_scope

    @property
    def words(self) -> str:
        return self.text
