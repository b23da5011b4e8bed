"""Shifts of an action: what is needed when, and who stands there."""

from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.models import PublicId
from core.states import known_status
from outreach.models.actions import Participation


class ShiftRole(models.TextChoices):
    MARSHAL = "marshal", _("Marshal")
    FIRST_AID = "first_aid", _("First aid")
    OBSERVER = "observer", _("Legal observer")
    ACCESS = "access", _("Access")
    PRESS = "press", _("Press")
    PICKET = "picket", _("Picket line")


class ShiftQuerySet(models.QuerySet["Shift"]):
    def visible_to(self, user: object) -> Self:
        """Those of one's own committee."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            participation__committee__memberships__user=user,
            participation__committee__memberships__status="active",
        )

    def counted(self) -> Self:
        """Each with how many stand in it."""
        return self.annotate(filled=Count("taken", filter=Q(taken__membership__status="active")))


class Shift(models.Model):
    """So many `places` in one role, from when until when."""

    public_id = PublicId()
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="shifts"
    )
    role = models.CharField(max_length=9, choices=ShiftRole.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()

    # Where a query has counted who stands there.
    filled: int

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("shift_role_known", ShiftRole, field="role"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="shift_has_places"),
        ]

    def __str__(self) -> str:
        return str(ShiftRole(self.role).label)

    @property
    def event_scope(self) -> str:
        return self.participation.committee.public_id


class ShiftPlace(models.Model):
    """A member stands in a shift: seen by nobody but that member; deleted a day after the end."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="taken")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift", "membership"], name="shift_place_once"),
        ]
