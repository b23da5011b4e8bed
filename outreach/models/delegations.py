"""Members sent to a workplace or campus for one visit, what they report, and what follows."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from committees.models import Campus, Committee, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models import Resolution
from outreach.models.statements import Statement
from outreach.models.workplaces import Workplace


class DelegationStatus(models.TextChoices):
    DECIDED = "decided", _("To go")
    REPORTED = "reported", _("Reported")
    CONCLUDED = "concluded", _("Concluded")
    CANCELLED = "cancelled", _("Cancelled")


class Carries(models.TextChoices):
    """What a member of a delegation takes along."""

    STATEMENT = "statement", _("The statement")
    RESOLUTION = "resolution", _("The resolution")
    QUESTIONS = "questions", _("The questions")
    LEAFLETS = "leaflets", _("Leaflets")


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: object) -> Self:
        """Those that one's committees decided."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )

    def ahead(self) -> Self:
        """Decided, and not reported yet."""
        return self.filter(status=DelegationStatus.DECIDED)


class Delegation(Stateful):
    """One visit, decided by a meeting. Where it goes and when is for members; where its members
    meet, for those who go.

    `starts_at` is derived from the local date and time. The report names nobody.
    """

    TRANSITIONS = {
        DelegationStatus.DECIDED: frozenset(
            {DelegationStatus.REPORTED, DelegationStatus.CANCELLED}
        ),
        DelegationStatus.REPORTED: frozenset({DelegationStatus.CONCLUDED}),
        DelegationStatus.CONCLUDED: frozenset(),
        DelegationStatus.CANCELLED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="delegations")
    workplace = models.ForeignKey(
        Workplace, null=True, blank=True, on_delete=models.CASCADE, related_name="delegations"
    )
    campus = models.ForeignKey(
        Campus, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolution = models.OneToOneField(
        Resolution, on_delete=models.RESTRICT, related_name="delegation"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(
        max_length=9, choices=DelegationStatus.choices, default=DelegationStatus.DECIDED
    )
    places = models.PositiveSmallIntegerField()
    local_date = models.DateField()
    local_time = models.TimeField()
    timezone = TimeZoneField()
    starts_at = models.DateTimeField()
    meet_at = models.CharField(max_length=200, blank=True)
    to_say = models.TextField(max_length=2_000, blank=True)
    questions = models.TextField(max_length=2_000, blank=True)
    decided_at = models.DateTimeField()
    met = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.TextField(max_length=3_000, blank=True)
    agreed = models.TextField(max_length=2_000, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    came_of_it = models.TextField(max_length=2_000, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("delegation_status_known", DelegationStatus),
            dated(
                "delegation_report_dated",
                "reported_at",
                [DelegationStatus.REPORTED, DelegationStatus.CONCLUDED],
            ),
            dated("delegation_end_dated", "concluded_at", [DelegationStatus.CONCLUDED]),
            dated("delegation_cancel_dated", "cancelled_at", [DelegationStatus.CANCELLED]),
            models.CheckConstraint(
                condition=Q(workplace__isnull=False, campus__isnull=True)
                | Q(workplace__isnull=True, campus__isnull=False),
                name="delegation_goes_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(met__isnull=False),
                name="delegation_report_counts",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=2, places__lte=20), name="delegation_of_two_to_twenty"
            ),
        ]

    def __str__(self) -> str:
        return self.goes_to

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def goes_to(self) -> str:
        """The workplace or campus, by name."""
        return str(self.workplace or self.campus)

    def is_over(self, now: datetime) -> bool:
        """Whether its hour has come."""
        return self.starts_at <= now


class DelegationMember(models.Model):
    """Who goes, and what they carry. Only who goes along sees who does; deleted with the report."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="going")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    carries = models.CharField(max_length=10, choices=Carries.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "membership"], name="delegation_member_once"
            ),
            models.CheckConstraint(
                condition=Q(carries__in=["", *Carries.values]), name="delegation_carries_known"
            ),
        ]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: object) -> Self:
        """What follows is seen by the committee's members."""
        return self.filter(delegation__in=Delegation.objects.visible_to(user))

    def undone(self) -> Self:
        """Not done yet."""
        return self.filter(done_at__isnull=True)

    def due(self, now: datetime) -> Self:
        """Not done, and the word to whoever took it on should have gone."""
        return self.undone().filter(due_at__lte=now)


class FollowUp(models.Model):
    """Something agreed at a visit: what, until when, and who took it on. `due_at`: the next mail."""

    public_id = PublicId()
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="follow_ups")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_says_what"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def event_scope(self) -> str:
        return self.delegation.committee.public_id
