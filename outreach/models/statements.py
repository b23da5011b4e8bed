"""Public texts: drafted by a member, adopted by a meeting, signed by other committees."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committees.models import Committee, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models import LONGEST_CLAUSE, Resolution

LONGEST_TITLE = 150
_HELD = Q(resolution__meeting__isnull=True) | Q(resolution__meeting__status="closed")
_SHOWN = _HELD & Q(committee__suspended_at__isnull=True)


class StatementStatus(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: object) -> Self:
        """What is public, what one's committees adopted, and one's own drafts."""
        public = Q(status=StatementStatus.ADOPTED) & _SHOWN
        if not getattr(user, "is_authenticated", False):
            return self.filter(public)
        own = Q(
            status=StatementStatus.ADOPTED,
            committee__memberships__user=user,
            committee__memberships__status="active",
        )
        drafts = Q(status=StatementStatus.DRAFTED, drafter__user=user, drafter__status="active")
        return self.filter(public | own | drafts).distinct()

    def public(self) -> Self:
        """Adopted at a meeting that is closed, by a committee that is not suspended; with those that a
        later meeting has rescinded."""
        return self.filter(_SHOWN, status=StatementStatus.ADOPTED)

    def in_force(self) -> Self:
        """Adopted, and not rescinded."""
        adopted = self.filter(status=StatementStatus.ADOPTED)
        return adopted.exclude(resolution__status="rescinded")

    def old_drafts(self, until: datetime) -> Self:
        """Drafts written before `until`."""
        return self.filter(status=StatementStatus.DRAFTED, drafted_at__lte=until)


class Statement(Stateful):
    """A public text of a committee, as the resolution that adopted it left it.

    Who drafted it is forgotten when it is adopted. `origin` is the statement of another committee
    whose text this committee changed before it adopted it.
    """

    TRANSITIONS = {
        StatementStatus.DRAFTED: frozenset({StatementStatus.ADOPTED}),
        # Where the vote that adopted it is set aside.
        StatementStatus.ADOPTED: frozenset({StatementStatus.DRAFTED}),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="statements")
    drafter = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(max_length=LONGEST_CLAUSE)
    language = models.CharField(max_length=12, default="en")
    status = models.CharField(
        max_length=8, choices=StatementStatus.choices, default=StatementStatus.DRAFTED
    )
    resolution = models.OneToOneField(
        Resolution, null=True, blank=True, on_delete=models.RESTRICT, related_name="statement"
    )
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="versions"
    )
    drafted_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("statement_status_known", StatementStatus),
            dated("statement_adoption_dated", "adopted_at", [StatementStatus.ADOPTED]),
            dated("statement_adopted_by_resolution", "resolution", [StatementStatus.ADOPTED]),
            models.CheckConstraint(condition=~Q(title=""), name="statement_titled"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
            models.CheckConstraint(
                condition=Q(status="drafted") | Q(drafter__isnull=True),
                name="statement_drafter_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | ~Q(origin=F("id")),
                name="statement_after_another",
            ),
        ]
        indexes = [models.Index(fields=["committee", "-adopted_at"], name="statement_by_committee")]

    def __str__(self) -> str:
        return self.title

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_adopted(self) -> bool:
        return self.status == StatementStatus.ADOPTED

    @property
    def is_rescinded(self) -> bool:
        """Whether a later meeting has taken back the resolution that adopted it."""
        return self.resolution is not None and self.resolution.rescinded_at is not None


class StatementTranslation(models.Model):
    """An adopted statement in another language, to be read beside it; the adopted text counts."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(max_length=LONGEST_CLAUSE)
    translated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"], name="statement_translated_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="statement_translation_says"),
        ]


class StatementSignature(models.Model):
    """Another committee that adopted the text word for word, by its own resolution."""

    public_id = PublicId()
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="signatures")
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, related_name="signed_statements"
    )
    resolution = models.OneToOneField(
        Resolution, on_delete=models.RESTRICT, related_name="signature"
    )
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "committee"], name="statement_signed_once"
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id
