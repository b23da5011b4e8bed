"""Who holds which office, given by which decision, until when, and how it ended."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import SecondFactor
from committees.models.committees import Committee
from committees.models.memberships import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status


class Office(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    MEMBERSHIP_SECRETARY = "membership_secretary", _("Membership secretary")
    RETURNING_OFFICER = "returning_officer", _("Returning officer")
    DELEGATE = "delegate", _("Delegate")
    ALTERNATE = "alternate", _("Alternate")


class MandateStatus(models.TextChoices):
    GIVEN = "given", _("Given")
    LIVE = "live", _("Live")
    ENDED = "ended", _("Ended")


class MandateSource(models.TextChoices):
    FOUNDING = "founding", _("Provisional, from the founding")
    ELECTION = "election", _("By election")
    RESOLUTION = "resolution", _("By resolution")
    COUNT_BACK = "count_back", _("By count-back of an election")
    ALTERNATE = "alternate", _("As alternate of an election")


class MandateEnd(models.TextChoices):
    TERM = "term", _("The term ended")
    RECALL = "recall", _("Recalled")
    RESIGNED = "resigned", _("Resigned")
    LEFT = "left", _("Left the committee")
    SUCCEEDED = "succeeded", _("Ended by the first election")
    ANNULLED = "annulled", _("The election was annulled")
    STEPPED_IN = "stepped_in", _("Stepped in for a delegate")


EARLY = (MandateEnd.RESIGNED, MandateEnd.LEFT, MandateEnd.RECALL)


LARGER = 10  # members; below it a founder is not held up


def _larger() -> models.QuerySet[Membership, Any]:
    """Committees of ten members and more that are not dissolved."""
    members = Membership.objects.active().exclude(committee__status="dissolved")
    counted = members.values("committee").annotate(members=Count("pk"))
    return counted.filter(members__gte=LARGER).values("committee")


class MandateQuerySet(models.QuerySet["Mandate"]):
    def live(self) -> Self:
        return self.filter(status=MandateStatus.LIVE)

    def unended(self) -> Self:
        """Given or live."""
        return self.exclude(status=MandateStatus.ENDED)

    def in_force(self, at: datetime) -> Self:
        """Live, and not resting because its holder still signs in by the mailbox alone."""
        factors = SecondFactor.objects.filter(user=OuterRef("membership__user"))
        return self.live().exclude(Q(strong_by__lte=at) & ~Exists(factors))

    def to_ask_for_second_factor(self) -> Self:
        """Live in a committee that is not small, held by the mailbox alone, and nobody has asked."""
        factors = SecondFactor.objects.filter(user=OuterRef("membership__user"))
        waiting = self.live().filter(~Exists(factors), strong_by__isnull=True)
        return waiting.filter(committee__in=_larger()).select_related("committee")

    def to_waive_second_factor(self) -> Self:
        """Live and asked for it, in a committee that has become small."""
        asked = self.live().filter(strong_by__isnull=False)
        return asked.exclude(committee__in=_larger()).select_related("committee")

    def due(self, now: datetime) -> Self:
        """Live mandates whose term is over."""
        return self.live().filter(ends_at__lte=now)


class Mandate(Stateful):
    """An office held by a member. `decision` is the opaque identifier of what gave it; from
    `strong_by` on it rests while its holder has no second factor."""

    TRANSITIONS = {
        MandateStatus.GIVEN: frozenset({MandateStatus.LIVE, MandateStatus.ENDED}),
        MandateStatus.LIVE: frozenset({MandateStatus.ENDED}),
        MandateStatus.ENDED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="mandates")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mandates")
    office = models.CharField(max_length=24, choices=Office.choices)
    status = models.CharField(
        max_length=8, choices=MandateStatus.choices, default=MandateStatus.LIVE
    )
    source = models.CharField(max_length=12, choices=MandateSource.choices)
    decision = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField(default=1)
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    strong_by = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=12, choices=MandateEnd.choices, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("mandate_status_known", MandateStatus),
            dated("mandate_end_dated", "ended_at", [MandateStatus.ENDED]),
            models.CheckConstraint(
                condition=(Q(status="ended") & ~Q(ended_by=""))
                | (~Q(status="ended") & Q(ended_by="")),
                name="mandate_end_has_cause",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("given_at")),
                name="mandate_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["membership", "office"],
                condition=~Q(status="ended"),
                name="mandate_once_per_office",
            ),
        ]
        indexes = [
            models.Index(fields=["ends_at"], name="mandate_due", condition=Q(status="live")),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_provisional(self) -> bool:
        return self.source == MandateSource.FOUNDING
