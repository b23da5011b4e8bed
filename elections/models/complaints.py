"""What was decided on a complaint; the evidence itself lies in `ballots`, joined to nobody."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ballots.models import Complaint
from ballots.proofs import Proof
from core.models import PublicId
from elections.models.elections import Election


class Ruling(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    NOT_UPHELD = "not_upheld", _("Not upheld")


class ComplaintDecisionQuerySet(models.QuerySet["ComplaintDecision"]):
    def visible_to(self, user: object) -> Self:
        """Those of the elections that this person sees."""
        return self.filter(election__in=Election.objects.visible_to(user))


class ComplaintDecision(models.Model):
    """The decision with its reason; `mark` is the ballot's on the board, `proof` what was proved."""

    public_id = PublicId()
    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="complaint_decisions"
    )
    complaint = models.OneToOneField(
        Complaint, null=True, on_delete=models.SET_NULL, related_name="decision"
    )
    mark = models.CharField(max_length=10)
    proof = models.CharField(max_length=12, choices=Proof.choices)
    ruling = models.CharField(max_length=10, choices=Ruling.choices)
    because = models.CharField(max_length=500)
    decided_at = models.DateTimeField()

    objects = ComplaintDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ruling__in=Ruling.values), name="complaint_ruling_known"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="complaint_has_reason"),
        ]

    @property
    def event_scope(self) -> str:
        return self.election.committee.public_id
