"""Words that can be taken down: their place stays, with the reason and the office that did it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Office


class Ground(models.TextChoices):
    PRIVATE = "private", _("It tells who somebody is, or something private about them")
    ABUSE = "abuse", _("It threatens, insults or demeans somebody")
    ELSEWHERE = "elsewhere", _("It has nothing to do with this election")
    REPEATED = "repeated", _("It only says again what stands here already")


class Words(models.Model):
    """What somebody wrote for all members. Taking it down empties the text and keeps nothing of it."""

    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.CharField(max_length=24, choices=Office.choices, blank=True)
    taken_down_ground = models.CharField(max_length=10, choices=Ground.choices, blank=True)
    taken_down_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def words(self) -> str:
        """The text, wherever the model keeps it."""
        raise NotImplementedError

    @property
    def is_gone(self) -> bool:
        """Whether only the reason stands in its place."""
        return self.taken_down_at is not None and not self.words


def taken_down_whole(name: str) -> models.CheckConstraint:
    """Who, why and when stand together or not at all."""
    none = Q(
        taken_down_at__isnull=True,
        taken_down_by="",
        taken_down_ground="",
        taken_down_because="",
    )
    whole = Q(
        taken_down_at__isnull=False,
        taken_down_by__in=[Office.RETURNING_OFFICER, Office.COORDINATOR],
        taken_down_ground__in=Ground.values,
    ) & ~Q(taken_down_because="")
    return models.CheckConstraint(condition=none | whole, name=name)
