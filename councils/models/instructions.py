"""What a committee tells its delegates, item by item of a council's agenda."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Affiliation
from meetings.models import AgendaItem, Meeting, Resolution, ResolutionStatus

LONGEST_LIMITS = 500


class Stance(models.TextChoices):
    """A bound, guided or open mandate, or that the item come back to the committee first."""

    FOR = "for", _("Bound: vote for it")
    AGAINST = "against", _("Bound: vote against it")
    ABSTAIN = "abstain", _("Bound: abstain")
    GUIDED = "guided", _("Guided: decide there, within limits")
    OPEN = "open", _("Open: decide there")
    REFER_BACK = "refer_back", _("Ask that it be referred back to the committees")


BOUND = (Stance.FOR, Stance.AGAINST, Stance.ABSTAIN)


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def in_force(self) -> Self:
        """Those whose resolution is not rescinded; of several for one item the latest holds."""
        return self.exclude(resolution__status=ResolutionStatus.RESCINDED)

    def visible_to(self, user: object) -> Self:
        """Those of the committees in which this person is a member; no other delegate's."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            affiliation__committee__memberships__user=user,
            affiliation__committee__memberships__status="active",
        )


class Instruction(models.Model):
    """What delegates are told on one item, by a resolution of their committee.

    A motion that comes to a later meeting of the council brings what was said of it along.
    """

    affiliation = models.ForeignKey(
        Affiliation, on_delete=models.CASCADE, related_name="instructions"
    )
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="instructions")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="instructions"
    )
    stance = models.CharField(max_length=10, choices=Stance.choices)
    limits = models.CharField(max_length=LONGEST_LIMITS, blank=True)
    given_at = models.DateTimeField()

    objects = InstructionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stance__in=Stance.values), name="instruction_stance_known"
            ),
            models.CheckConstraint(
                condition=(Q(stance="guided") & ~Q(limits=""))
                | (~Q(stance="guided") & Q(limits="")),
                name="instruction_guided_has_limits",
            ),
            models.UniqueConstraint(
                fields=["affiliation", "item", "resolution"], name="instruction_once"
            ),
        ]

    def __str__(self) -> str:
        return self.stance

    @property
    def is_bound(self) -> bool:
        return self.stance in BOUND


class MandateReminderQuerySet(models.QuerySet["MandateReminder"]):
    def past(self, now: datetime) -> Self:
        """Those of meetings that are over."""
        return self.filter(
            Q(meeting__status__in=["closed", "cancelled"]) | Q(meeting__ends_at__lte=now)
        )


class MandateReminder(models.Model):
    """A committee was looked at before a council's meeting: it is told once of what is missing."""

    affiliation = models.ForeignKey(Affiliation, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")

    objects = MandateReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["affiliation", "meeting"], name="mandate_reminder_once"
            ),
        ]
