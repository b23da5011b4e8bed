"""Defence: reports of reprisals, who may read them, what is done about them, and numbers alone."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedBytesField, EncryptedTextField
from committees.models import Committee, Membership, Office
from core.models import PublicId
from core.states import known_status
from meetings.models import Resolution, ResolutionStatus

LEAST_DEFENDERS, MOST_DEFENDERS = 2, 3


class ReprisalKind(models.TextChoices):
    SUSPENSION = "suspension", _("Suspension or expulsion")
    DISMISSAL = "dismissal", _("Dismissal, or lost shifts or pay")
    ARREST = "arrest", _("Arrest or police")
    THREAT = "threat", _("Threat")
    VIOLENCE = "violence", _("Violence")
    OTHER = "other", _("Something else")


class Where(models.TextChoices):
    SCHOOL = "school", _("At school or university")
    WORK = "work", _("At work")
    ELSEWHERE = "elsewhere", _("Somewhere else")


class Whom(models.TextChoices):
    SELF = "self", _("To me")
    OTHER = "other", _("To somebody else")


class Readers(models.TextChoices):
    """To whom a report was made."""

    DEFENDERS = "defenders", _("The members chosen for defence")
    COORDINATORS = "coordinators", _("The coordinators, as nobody was chosen for defence yet")


class DefenderQuerySet(models.QuerySet["Defender"]):
    def live(self) -> Self:
        """Chosen, not ended, and still a member."""
        return self.filter(ended_at=None, membership__status="active")

    def visible_to(self, user: object) -> Self:
        """Members read who was chosen."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )


class Defender(models.Model):
    """A member whom a resolution chose for defence. Members may read the name, as of any office."""

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    resolution = models.ForeignKey(Resolution, on_delete=models.RESTRICT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DefenderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "membership"],
                condition=Q(ended_at=None),
                name="defender_once",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


def _has_enough(committee: str) -> Q:
    """Whether the committee has chosen enough members for defence."""
    chosen = (
        Defender.objects.live()
        .filter(committee=models.OuterRef(committee))
        .order_by()
        .values("committee")
        .annotate(number=models.Count("pk"))
        .filter(number__gte=LEAST_DEFENDERS)
    )
    return Q(models.Exists(chosen))


class ReprisalQuerySet(models.QuerySet["Reprisal"]):
    def visible_to(self, user: object) -> Self:
        """Whoever reported it, and those to whom it was reported: no operator, no coordinator at
        large."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(reporter__user=user, reporter__status="active") | self._read_by(user))

    def read_by_defence(self, user: object) -> Self:
        """Those that were reported to this person."""
        return self.filter(self._read_by(user))

    @staticmethod
    def _read_by(user: object) -> Q:
        chosen = Defender.objects.live().filter(
            committee=models.OuterRef("committee"),
            membership__user=user,  # type: ignore[misc]
        )
        coordinates = Membership.objects.active().filter(
            user=user,  # type: ignore[misc]
            committee=models.OuterRef("committee"),
            mandates__status="live",
            mandates__office=Office.COORDINATOR,
        )
        until_then = Q(models.Exists(coordinates), to=Readers.COORDINATORS)
        return Q(models.Exists(chosen)) | (until_then & ~_has_enough("committee"))


class Reprisal(models.Model):
    """A report. Words are sealed; everything of it goes at `delete_at`, a moment told to the reporter.

    `people` is how many it hit; `counted_at`: since when the totals hold that number.
    """

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReprisalKind.choices)
    where = models.CharField(max_length=9, choices=Where.choices)
    whom = models.CharField(max_length=5, choices=Whom.choices)
    people = models.PositiveIntegerField(default=1)
    happened_on = models.DateField()
    text = EncryptedTextField()
    contact = EncryptedTextField(blank=True)
    to = models.CharField(max_length=12, choices=Readers.choices)
    reported_at = models.DateTimeField()
    delete_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)

    objects = ReprisalQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("reprisal_kind_known", ReprisalKind, field="kind"),
            known_status("reprisal_where_known", Where, field="where"),
            known_status("reprisal_whom_known", Whom, field="whom"),
            known_status("reprisal_to_known", Readers, field="to"),
            models.CheckConstraint(condition=Q(people__gte=1), name="reprisal_hit_somebody"),
        ]
        indexes = [models.Index(fields=["delete_at"], name="reprisal_due")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    def is_gone(self, now: datetime) -> bool:
        return self.delete_at <= now


class Evidence(models.Model):
    """A photo, made anew without what the camera wrote into it, and sealed."""

    public_id = PublicId()
    reprisal = models.ForeignKey(Reprisal, on_delete=models.CASCADE, related_name="evidence")
    sealed = EncryptedBytesField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"

    @property
    def event_scope(self) -> str:
        return self.reprisal.committee.public_id


class StepKind(models.TextChoices):
    LETTER = "letter", _("Letter")
    RESOLUTION = "resolution", _("Resolution")
    FUND = "fund", _("Fund")
    LAWYER = "lawyer", _("A lawyer’s contact")
    OTHER = "other", _("Something else")


class StepQuerySet(models.QuerySet["DefenceStep"]):
    def visible_to(self, user: object) -> Self:
        """Those of reports that this person may read."""
        return self.filter(reprisal__in=Reprisal.objects.visible_to(user))

    def counted(self) -> Self:
        """Each with how many committees have adopted its resolution."""
        rescinded = Q(resolution__adoptions__status=ResolutionStatus.RESCINDED)
        return self.annotate(adopted=models.Count("resolution__adoptions", filter=~rescinded))


class DefenceStep(models.Model):
    """What is done about a reprisal, by which day. `resolution` is the one that answers it."""

    public_id = PublicId()
    reprisal = models.ForeignKey(Reprisal, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    text = EncryptedTextField(blank=True)
    due_on = models.DateField()
    resolution = models.ForeignKey(
        Resolution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    # Where a query has counted the committees that adopted its resolution.
    adopted: int

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [known_status("step_kind_known", StepKind, field="kind")]

    @property
    def event_scope(self) -> str:
        return self.reprisal.committee.public_id


class ReprisalTotal(models.Model):
    """How many people were hit in one month: a number without a person, kept after the reports."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=ReprisalKind.choices)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "month", "kind"], name="reprisal_total_once"
            ),
            known_status("reprisal_total_kind_known", ReprisalKind, field="kind"),
        ]


class PublishedTotals(models.Model):
    """The totals as they stood when they were made public: rows of month, kind and number.

    A copy, so that nobody who looks every day sees a single report come in.
    """

    public_id = PublicId()
    committee = models.OneToOneField(Committee, on_delete=models.CASCADE, related_name="+")
    rows = models.JSONField(default=list)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "published totals"

    @property
    def event_scope(self) -> str:
        return self.committee.public_id
