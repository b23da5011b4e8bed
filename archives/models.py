"""An archive of a committee: asked for, confirmed, fetched; and, where it is set up elsewhere, from
where it came and who may take up their membership again."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committees.models import Committee, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status


class ArchiveStatus(models.TextChoices):
    ASKED = "asked", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Taken back")


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def visible_to(self, user: object) -> Self:
        """Those of the committees in which this person is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )

    def running(self, now: datetime) -> Self:
        """Waits for a second person, for its day, or can be fetched."""
        return self.exclude(status=ArchiveStatus.WITHDRAWN).filter(ends_at__gt=now)


class Archive(Stateful):
    """A committee's archive, made each time it is fetched: from `opens_at` until `ends_at`.

    Where nobody confirms it, it ends a day after the asking. `fetched_at` is when it was fetched
    first: with it every member is told, and gets the code that is theirs.
    """

    TRANSITIONS = {
        ArchiveStatus.ASKED: frozenset({ArchiveStatus.CONFIRMED, ArchiveStatus.WITHDRAWN}),
        ArchiveStatus.CONFIRMED: frozenset({ArchiveStatus.WITHDRAWN}),
        ArchiveStatus.WITHDRAWN: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="archives")
    status = models.CharField(
        max_length=9, choices=ArchiveStatus.choices, default=ArchiveStatus.ASKED
    )
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("archive_status_known", ArchiveStatus),
            dated("archive_withdrawal_dated", "withdrawn_at", [ArchiveStatus.WITHDRAWN]),
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | Q(confirmed_at__isnull=False, opens_at__isnull=False),
                name="archive_confirmation_dated",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(ends_at__gt=F("opens_at")),
                name="archive_ends_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(fetched_at__isnull=True) | Q(fetched_at__gte=F("opens_at")),
                name="archive_fetched_when_open",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    def is_open(self, now: datetime) -> bool:
        """Whether it can be fetched now."""
        is_confirmed = self.status == ArchiveStatus.CONFIRMED and self.opens_at is not None
        return is_confirmed and self.opens_at <= now < self.ends_at  # type: ignore[operator]


class OriginQuerySet(models.QuerySet["Origin"]):
    def visible_to(self, user: object) -> Self:
        """Whoever sees the committee reads where it came from."""
        return self.filter(committee__in=Committee.objects.visible_to(user))


class Origin(models.Model):
    """A committee came from another server: from which, when it left there, when it came here.

    `left_as` is what it was called there (its identifier), `key` the one its archive is signed by.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="origins")
    server = models.CharField(max_length=200)
    left_as = models.CharField(max_length=12)
    key = models.CharField(max_length=43)
    made_at = models.DateTimeField()
    came_at = models.DateTimeField()

    objects = OriginQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "server", "made_at"], name="origin_once_a_move"
            ),
        ]

    def __str__(self) -> str:
        return self.server


class ClaimQuerySet(models.QuerySet["Claim"]):
    def past(self, now: datetime) -> Self:
        """Nobody came in time."""
        return self.filter(ends_at__lte=now)


class Claim(models.Model):
    """A membership that waits for who had it elsewhere; the code's hash alone is kept."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="claim")
    token_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.membership)
