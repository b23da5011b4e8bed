"""What the host of the server chose: who may found a committee, how much each may do, by which codes."""

from datetime import datetime
from typing import Any, Self, TypeVar

from django.conf import settings
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.operators import is_operator
from committees.models.campuses import Campus
from core.models import PublicId
from core.states import Stateful, dated, known_status

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def of_host(rows: Rows, user: Any) -> Rows:
    """All of them to whoever runs the server, and none to anybody else."""
    return rows.all() if user.is_authenticated and is_operator(user) else rows.none()


class Founding(models.TextChoices):
    ANYONE = "anyone", _("Anybody who is signed in")
    CODE = "code", _("Whoever has a code of yours")
    REVIEW = "review", _("Whoever asked you, and whose request you accepted")


# What a host may choose of each, from and to: nobody can be stopped by a limit of nought.
MEMBERS, INVITED, ANNOUNCED = (50, 20_000), (50, 2_000), (1, 10)


def _within(bounds: tuple[int, int]) -> list[BaseValidator]:
    return [MinValueValidator(bounds[0]), MaxValueValidator(bounds[1])]


def _bounded(field: str, bounds: tuple[int, int]) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__range": bounds}), name=f"host_{field}_in_bounds"
    )


class HostChoices(models.Model):
    """One row, or none while nothing was chosen: then the defaults hold."""

    public_id = PublicId()
    founding = models.CharField(max_length=6, choices=Founding.choices, default=Founding.ANYONE)
    members_at_most = models.PositiveIntegerField(default=20_000, validators=_within(MEMBERS))
    invited_a_day = models.PositiveIntegerField(default=200, validators=_within(INVITED))
    announced_a_day = models.PositiveSmallIntegerField(default=5, validators=_within(ANNOUNCED))
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), name="host_choices_once"),
            known_status("host_founding_known", Founding, "founding"),
            _bounded("members_at_most", MEMBERS),
            _bounded("invited_a_day", INVITED),
            _bounded("announced_a_day", ANNOUNCED),
        ]

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def now(cls) -> "HostChoices":
        """What holds; the defaults, unsaved, where nothing was chosen."""
        return cls.objects.first() or cls()


class FoundingCodeQuerySet(models.QuerySet["FoundingCode"]):
    def usable(self, now: datetime) -> Self:
        """Neither revoked, nor used up, nor too old."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now, used__lt=F("uses"))

    def visible_to(self, user: Any) -> Self:
        """The host's."""
        return of_host(self, user)


class FoundingCode(models.Model):
    """Lets whoever has it found a committee, `uses` times. Only its hash is kept, and never by whom
    it was used, nor for which committee."""

    public_id = PublicId()
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    uses = models.PositiveSmallIntegerField(default=1)
    used = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FoundingCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__gte=1, used__lte=F("uses")), name="founding_code_used_within"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="founding_code_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class FoundingRequestStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting for the host")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class FoundingRequestQuerySet(models.QuerySet["FoundingRequest"]):
    def waiting(self) -> Self:
        return self.filter(status=FoundingRequestStatus.WAITING)

    def visible_to(self, user: Any) -> Self:
        """One's own; those that wait also to the host."""
        if not user.is_authenticated:
            return self.none()
        own = Q(user=user)
        return self.filter(own | Q(status="waiting") if is_operator(user) else own)

    def about(self, campus: Campus | None, area: str = "", territory: str = "") -> Self:
        """Of this campus; without one, of this workplace."""
        if campus is not None:
            return self.filter(campus=campus)
        return self.filter(campus=None, area__iexact=area, territory=territory)


class FoundingRequest(Stateful):
    """Somebody asks the host to found a committee, at a campus or a workplace (`area` in `territory`).

    It holds no name of a person: the one by which the founder goes is chosen after it is accepted.
    Used or taken back, it is deleted.
    """

    TRANSITIONS = {
        FoundingRequestStatus.WAITING: frozenset(
            {FoundingRequestStatus.ACCEPTED, FoundingRequestStatus.DECLINED}
        ),
        FoundingRequestStatus.ACCEPTED: frozenset(),
        FoundingRequestStatus.DECLINED: frozenset(),
    }

    public_id = PublicId()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="founding_requests"
    )
    campus = models.ForeignKey(
        Campus, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    area = models.CharField(max_length=120, blank=True)
    territory = models.CharField(max_length=2, blank=True)
    proposed_name = models.CharField(max_length=120)
    plan = models.TextField(max_length=1_000)
    status = models.CharField(
        max_length=8,
        choices=FoundingRequestStatus.choices,
        default=FoundingRequestStatus.WAITING,
    )
    answer = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = FoundingRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("founding_request_status_known", FoundingRequestStatus),
            dated("founding_request_decision_dated", "decided_at", ["accepted", "declined"]),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(answer=""),
                name="founding_request_declined_with_answer",
            ),
            models.CheckConstraint(
                condition=(Q(campus__isnull=False, area="", territory="") | Q(campus__isnull=True))
                & ~Q(campus__isnull=True, area=""),
                name="founding_request_somewhere",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(status="waiting"), name="founding_request_waiting_once"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def stands_at(self) -> str:
        """The campus or the workplace, in words."""
        return self.campus.name if self.campus else self.area
