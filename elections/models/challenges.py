"""Challenges: a member says that an election went wrong, and a meeting decides."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId
from core.states import Stateful, dated, known_status
from elections.models.elections import Election
from meetings.models import Meeting


class ChallengeStatus(models.TextChoices):
    OPEN = "open", _("Waits for a meeting")
    UPHELD = "upheld", _("Upheld: the election is annulled")
    DISMISSED = "dismissed", _("Dismissed: the result stands")


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, user: object) -> Self:
        """Those of one's committees: members read the reason and the decision."""
        return self.filter(election__in=Election.objects.visible_to(user))


class Challenge(Stateful):
    """A reason why the result should not stand. Who gave it is not kept.

    `decision` are the words of the meeting, `meeting` the one that decided.
    """

    TRANSITIONS = {
        ChallengeStatus.OPEN: frozenset({ChallengeStatus.UPHELD, ChallengeStatus.DISMISSED}),
        ChallengeStatus.UPHELD: frozenset(),
        ChallengeStatus.DISMISSED: frozenset(),
    }

    public_id = PublicId()
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="challenges")
    reason = models.TextField(max_length=2_000)
    status = models.CharField(
        max_length=9, choices=ChallengeStatus.choices, default=ChallengeStatus.OPEN
    )
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(max_length=2_000, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("challenge_status_known", ChallengeStatus),
            dated(
                "challenge_decision_dated",
                "decided_at",
                [ChallengeStatus.UPHELD, ChallengeStatus.DISMISSED],
            ),
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(decision=""), name="challenge_decision_worded"
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.election.committee.public_id
