"""Members' demand for a meeting. Who signs is shown to nobody, only how many."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from committees.models import Committee, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models.meetings import Meeting, MeetingKind


class RequisitionStatus(models.TextChoices):
    OPEN = "open", _("Collects signatures")
    REACHED = "reached", _("Signed by enough")
    MET = "met", _("A meeting is called")
    LAPSED = "lapsed", _("Lapsed")


class RequisitionQuerySet(models.QuerySet["Requisition"]):
    def visible_to(self, user: object) -> Self:
        """Those of the committees in which this person is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )


class Requisition(Stateful):
    """A demand for a meeting with a purpose. `needed` is how many must sign, fixed at the start.

    Once reached, a meeting must be held by `meeting_by`; it lapses at `lapses_at` if too few sign.
    """

    TRANSITIONS = {
        RequisitionStatus.OPEN: frozenset({RequisitionStatus.REACHED, RequisitionStatus.LAPSED}),
        RequisitionStatus.REACHED: frozenset({RequisitionStatus.MET}),
        RequisitionStatus.MET: frozenset({RequisitionStatus.REACHED}),  # its meeting was cancelled
        RequisitionStatus.LAPSED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="requisitions")
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    purpose = models.CharField(max_length=1_000)
    status = models.CharField(
        max_length=8, choices=RequisitionStatus.choices, default=RequisitionStatus.OPEN
    )
    needed = models.PositiveIntegerField()
    signed = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True)
    meeting_by = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="requisitions"
    )

    objects = RequisitionQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("requisition_status_known", RequisitionStatus),
            dated("requisition_lapse_dated", "lapsed_at", [RequisitionStatus.LAPSED]),
            dated(
                "requisition_reach_dated",
                "reached_at",
                [RequisitionStatus.REACHED, RequisitionStatus.MET],
            ),
            models.CheckConstraint(condition=~models.Q(purpose=""), name="requisition_says_why"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["general", "mass", "emergency", "council"]),
                name="requisition_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class RequisitionSignature(models.Model):
    """One member's signature, deleted once enough have signed or it lapsed; never shown."""

    requisition = models.ForeignKey(
        Requisition, on_delete=models.CASCADE, related_name="signatures"
    )
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["requisition", "membership"], name="requisition_signed_once"
            ),
        ]
