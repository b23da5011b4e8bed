"""What a council decided, before each of its committees."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.archive import read_by
from committees.models import Affiliation
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models import Motion, Resolution, ResolutionStatus


class RatificationStatus(models.TextChoices):
    OPEN = "open", _("Not answered yet")
    RATIFIED = "ratified", _("Ratified")
    REJECTED = "rejected", _("Rejected")
    STANDS = "stands", _("Not answered in time: it binds")
    BOUND = "bound", _("Bound by the mandate")


# In which a committee carries out what the council decided.
BINDING = (RatificationStatus.RATIFIED, RatificationStatus.STANDS, RatificationStatus.BOUND)


class RatificationQuerySet(models.QuerySet["Ratification"]):
    def visible_to(self, user: object, now: datetime | None = None) -> Self:
        """What is before one's committees; for new members after seven days."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        at_home = "affiliation__committee"
        return self.filter(read_by(user, came="asked_at", committee=at_home, now=now))

    def waiting(self) -> Self:
        """Not answered, and the council has not rescinded it."""
        return self.filter(status=RatificationStatus.OPEN).exclude(
            resolution__status=ResolutionStatus.RESCINDED
        )

    def over(self, now: datetime) -> Self:
        """Not answered until the end of the time for it."""
        return self.waiting().filter(closes_at__lte=now)

    def last_call_due(self, now: datetime) -> Self:
        """Not answered, and the last call should have gone."""
        return self.waiting().filter(last_call_at__lte=now)


class Ratification(Stateful):
    """A resolution of a council before one committee, until `closes_at` by its own rules.

    Where the committee had bound its delegates on the item, it is bound at once. `motion` is the one
    by which it answered; its vote set aside opens it again. `last_call_at`: null once it went.
    """

    TRANSITIONS = {
        RatificationStatus.OPEN: frozenset(
            {RatificationStatus.RATIFIED, RatificationStatus.REJECTED, RatificationStatus.STANDS}
        ),
        RatificationStatus.RATIFIED: frozenset({RatificationStatus.OPEN}),
        RatificationStatus.REJECTED: frozenset({RatificationStatus.OPEN}),
        RatificationStatus.STANDS: frozenset(),
        RatificationStatus.BOUND: frozenset(),
    }

    public_id = PublicId()
    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="ratifications"
    )
    affiliation = models.ForeignKey(
        Affiliation, on_delete=models.CASCADE, related_name="ratifications"
    )
    motion = models.ForeignKey(
        Motion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(
        max_length=8, choices=RatificationStatus.choices, default=RatificationStatus.OPEN
    )
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    last_call_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RatificationQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("ratification_status_known", RatificationStatus),
            dated(
                "ratification_answer_dated",
                "answered_at",
                [
                    RatificationStatus.RATIFIED,
                    RatificationStatus.REJECTED,
                    RatificationStatus.STANDS,
                    RatificationStatus.BOUND,
                ],
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gte=models.F("asked_at")),
                name="ratification_closes_after_start",
            ),
            models.UniqueConstraint(
                fields=["resolution", "affiliation"], name="ratification_once_each"
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at"], name="ratification_open", condition=Q(status="open")
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.affiliation.committee.public_id

    @property
    def is_binding(self) -> bool:
        """Whether the committee carries it out."""
        return self.status in BINDING
