"""Which committees a council joins, and who sits there for them by which mandate."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committees.models.committees import Committee
from committees.models.mandates import Mandate
from committees.models.memberships import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status


class AffiliationStatus(models.TextChoices):
    JOINED = "joined", _("Belongs to the council")
    LEFT = "left", _("Left")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def joined(self) -> Self:
        """Those that hold now."""
        return self.filter(status=AffiliationStatus.JOINED)

    def uncounted(self, now: datetime) -> Self:
        """Their committees' sizes were not looked at for a day."""
        alive = self.joined().exclude(council__status="dissolved")
        return alive.filter(counted_at__lte=now - timedelta(days=1))

    def visible_to(self, _user: object) -> Self:
        """Everybody: which committees act together is public, as their names are."""
        return self.exclude(council__status="dissolved")


class Affiliation(Stateful):
    """A committee in a council, by its own resolution (`decision`, its identifier).

    `seats` is how many delegates it sends, and the weight of its card: a band of its size, counted
    once a day. A council can itself belong to a wider one.
    """

    TRANSITIONS = {
        AffiliationStatus.JOINED: frozenset({AffiliationStatus.LEFT}),
        AffiliationStatus.LEFT: frozenset(),
    }

    public_id = PublicId()
    council = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="affiliations")
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="councils")
    status = models.CharField(
        max_length=8, choices=AffiliationStatus.choices, default=AffiliationStatus.JOINED
    )
    decision = models.CharField(max_length=12)
    seats = models.PositiveSmallIntegerField(default=1)
    counted_at = models.DateTimeField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("affiliation_status_known", AffiliationStatus),
            dated("affiliation_end_dated", "left_at", [AffiliationStatus.LEFT]),
            models.UniqueConstraint(
                fields=["council", "committee"],
                condition=Q(status="joined"),
                name="affiliation_once",
            ),
            models.CheckConstraint(
                condition=~Q(council=F("committee")), name="affiliation_of_another"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="affiliation_seated"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.council.public_id


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> Self:
        """Those in which somebody sits now."""
        return self.filter(ended_at__isnull=True)

    def visible_to(self, user: object) -> Self:
        """Seats of the councils in which this person sits, and of the committees they belong to."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        inside = Q(
            affiliation__council__memberships__user=user,
            affiliation__council__memberships__status="active",
        )
        own = Q(
            affiliation__committee__memberships__user=user,
            affiliation__committee__memberships__status="active",
        )
        return self.filter(inside | own).distinct()


class Seat(models.Model):
    """A delegate in a council: the `membership` there lives and dies with the `mandate` at home."""

    public_id = PublicId()
    affiliation = models.ForeignKey(Affiliation, on_delete=models.CASCADE, related_name="places")
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="places")
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="seat")
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["affiliation", "mandate"],
                condition=Q(ended_at__isnull=True),
                name="seat_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("taken_at")),
                name="seat_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.affiliation.council.public_id
