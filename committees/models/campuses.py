"""A school, college or university site, anywhere in the world."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from core.models import PublicId


class CampusKind(models.TextChoices):
    HIGH_SCHOOL = "high_school", _("High school")
    COLLEGE = "college", _("College")
    UNIVERSITY = "university", _("University")
    OTHER = "other", _("Other")


class Campus(models.Model):
    """Where a committee stands. Public: it names a place and nobody.

    `folded_names` is `|name|nickname|…|`, folded: what ranks the results of a search.
    """

    public_id = PublicId()
    name = models.CharField(max_length=200)
    nicknames = models.JSONField(default=list, blank=True)
    folded_names = models.TextField(blank=True, editable=False)
    city = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2)
    timezone = TimeZoneField()
    kind = models.CharField(max_length=12, choices=CampusKind.choices)
    website = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=12, default="members")
    source_id = models.CharField(max_length=200, blank=True)
    added_on = models.DateField()

    class Meta:
        verbose_name_plural = "campuses"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id=""),
                name="campus_once_per_source",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="campus_named"),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="campus_country_code"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CampusKind.values), name="campus_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampusName(models.Model):
    """A folded word under which a campus is found; the index serves prefixes."""

    campus = models.ForeignKey(Campus, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campus", "word"], name="campus_word_once"),
        ]
        indexes = [
            models.Index(
                fields=["word"], name="campus_word_prefix", opclasses=["varchar_pattern_ops"]
            )
        ]
