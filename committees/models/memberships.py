"""Who is a member of which committee, under which chosen name."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.models.committees import Committee
from core import clock
from core.models import PublicId
from core.states import Stateful, dated, known_status


class MembershipStatus(models.TextChoices):
    ACTIVE = "active", _("Member")
    LEFT = "left", _("Left")
    REMOVED = "removed", _("Removed")
    AWAITED = "awaited", _("Has not come here yet")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(status=MembershipStatus.ACTIVE)

    def visible_to(self, user: object) -> Self:
        """One's own, and for a membership secretary those of the committee."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        own = Q(user=user)
        kept = Q(
            status=MembershipStatus.ACTIVE,
            committee__memberships__user=user,
            committee__memberships__status=MembershipStatus.ACTIVE,
            committee__memberships__mandates__office="membership_secretary",
            committee__memberships__mandates__status="live",
        )
        return self.filter(own | kept).distinct()


class Membership(Stateful):
    """A user in a committee. The chosen name belongs to this committee alone.

    A suspension is asked for by one officer and holds with the yes of a second, `suspended_until`;
    when it is over nothing of it stays.
    """

    TRANSITIONS = {
        MembershipStatus.ACTIVE: frozenset({MembershipStatus.LEFT, MembershipStatus.REMOVED}),
        MembershipStatus.LEFT: frozenset(),
        MembershipStatus.REMOVED: frozenset({MembershipStatus.ACTIVE}),  # its vote is set aside
        # Of a committee that came from another server.
        MembershipStatus.AWAITED: frozenset({MembershipStatus.ACTIVE, MembershipStatus.LEFT}),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    chosen_name = models.CharField(max_length=60)
    folded_name = models.CharField(max_length=120, editable=False)
    status = models.CharField(
        max_length=8, choices=MembershipStatus.choices, default=MembershipStatus.ACTIVE
    )
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    suspension_asked_at = models.DateTimeField(null=True, blank=True)
    suspension_asked_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    suspension_because = models.CharField(max_length=500, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["suspension_asked_at"],
                name="membership_suspended",
                condition=Q(suspension_asked_at__isnull=False),
            ),
        ]
        constraints = [
            known_status("membership_status_known", MembershipStatus),
            dated(
                "membership_end_dated",
                "ended_at",
                [MembershipStatus.LEFT, MembershipStatus.REMOVED],
            ),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(status="active"),
                name="membership_once",
            ),
            models.UniqueConstraint(
                fields=["committee", "folded_name"],
                condition=Q(status="active"),
                name="membership_name_once",
            ),
            models.CheckConstraint(
                condition=Q(suspension_asked_at__isnull=True, suspension_because="")
                | (Q(suspension_asked_at__isnull=False) & ~Q(suspension_because="")),
                name="membership_suspension_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(suspended_until__isnull=True)
                | Q(status="active", suspension_asked_at__isnull=False),
                name="membership_suspension_asked",
            ),
            models.CheckConstraint(
                condition=~Q(status="active") | (~Q(chosen_name="") & Q(user__isnull=False)),
                name="membership_active_named",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_active(self) -> bool:
        return self.status == MembershipStatus.ACTIVE

    @property
    def is_suspended(self) -> bool:
        """Two officers have suspended this member; the clock ends it after a week."""
        return self.suspended_until is not None

    @property
    def shown_name(self) -> str:
        """The chosen name; of somebody who left, no name is kept."""
        return self.chosen_name or gettext("A former member")

    def holds(self, *offices: str) -> bool:
        """Whether a mandate in force gives this member one of these offices; one query, then kept.

        Every power of an office is asked for here: one that rests gives none.
        """
        if not hasattr(self, "_offices"):
            mandates = self.mandates.in_force(clock.now())
            self._offices = set(mandates.values_list("office", flat=True))
        return self.is_active and not self._offices.isdisjoint(offices)
