"""Workplaces as a committee knows them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from committees.models import Committee
from core.models import PublicId


class WorkplaceKind(models.TextChoices):
    SCHOOL = "school", _("School")
    HOSPITAL = "hospital", _("Hospital")
    LOGISTICS = "logistics", _("Logistics hub")
    FACTORY = "factory", _("Factory")
    TRANSIT = "transit", _("Transit")
    ENERGY = "energy", _("Energy")
    PUBLIC = "public", _("Public service")
    OTHER = "other", _("Other")


class WorkplaceQuerySet(models.QuerySet["Workplace"]):
    def visible_to(self, user: object) -> Self:
        """Those that one's committees know; no committee sees another's."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )


class Workplace(models.Model):
    """A place where people work, as one committee knows it. It names nobody.

    `latitude` and `longitude`, typed in where known, give the distance from the campus.
    """

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="workplaces")
    kind = models.CharField(max_length=9, choices=WorkplaceKind.choices)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2)
    timezone = TimeZoneField()
    unions = models.CharField(max_length=300, blank=True)
    note = models.TextField(max_length=2_000, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    added_at = models.DateTimeField()

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="workplace_named"),
            models.CheckConstraint(
                condition=Q(kind__in=WorkplaceKind.values), name="workplace_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="workplace_lies_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def area(self) -> str:
        """As a workers' committee there would name it."""
        return ", ".join(part for part in (self.name, self.city) if part)[:120]
