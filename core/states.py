"""State as who and when: a table of transitions and the constraint that pairs a state with its time."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Stateful(models.Model):
    """A model whose `status` moves only along `TRANSITIONS`."""

    TRANSITIONS: ClassVar[Mapping[str, frozenset[str]]] = {}
    status: models.CharField[str, str]

    class Meta:
        abstract = True

    def can_become(self, status: str) -> bool:
        """Whether the table of transitions leads from the present status to `status`."""
        return status in self.TRANSITIONS[self.status]


def known_status(
    name: str, statuses: type[models.TextChoices], field: str = "status"
) -> models.CheckConstraint:
    """The status (or another `field`) is one of the table's."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": statuses.values}), name=name)


def dated(name: str, field: str, statuses: Iterable[str]) -> models.CheckConstraint:
    """`field` is set in exactly these statuses and null in every other."""
    inside = Q(status__in=sorted(statuses))
    return models.CheckConstraint(
        condition=(inside & Q(**{f"{field}__isnull": False}))
        | (~inside & Q(**{f"{field}__isnull": True})),
        name=name,
    )
