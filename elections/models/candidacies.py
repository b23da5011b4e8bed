"""Who stands in an election, and how it ended for them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from elections.models.elections import Election
from elections.models.taken_down import Words, taken_down_whole


class CandidacyStatus(models.TextChoices):
    NOMINATED = "nominated", _("Nominated, has not answered")
    STANDING = "standing", _("Standing")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LIMITED = "limited", _("Has carried it as often in a row as our rules allow")


class Outcome(models.TextChoices):
    ELECTED = "elected", _("Elected")
    ALTERNATE = "alternate", _("Alternate")
    NOT_ELECTED = "not_elected", _("Not elected")


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    def visible_to(self, user: object) -> Self:
        """Those who stand or stood before one's committee, and one's own in any state."""
        elections = Election.objects.visible_to(user)
        public = Q(status__in=["standing", "withdrawn", "limited"])
        own = Q(membership__user=user) if getattr(user, "is_authenticated", False) else Q()
        return self.filter(public | own, election__in=elections)

    def standing(self) -> Self:
        return self.filter(status="standing")


class Candidacy(Words, Stateful):
    """A member put forward, by themself or another; stands once accepted. `name` is as on the paper.

    Who put somebody forward is not kept.
    """

    TRANSITIONS = {
        CandidacyStatus.NOMINATED: frozenset({CandidacyStatus.STANDING, CandidacyStatus.DECLINED}),
        CandidacyStatus.STANDING: frozenset({CandidacyStatus.WITHDRAWN, CandidacyStatus.LIMITED}),
        CandidacyStatus.DECLINED: frozenset({CandidacyStatus.STANDING}),
        CandidacyStatus.WITHDRAWN: frozenset(),
        CandidacyStatus.LIMITED: frozenset(),
    }

    public_id = PublicId()
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidacies")
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="candidacies"
    )
    name = models.CharField(max_length=60)
    statement = models.TextField(max_length=3_000, blank=True)
    status = models.CharField(
        max_length=10, choices=CandidacyStatus.choices, default=CandidacyStatus.NOMINATED
    )
    nominated_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "candidacies"
        constraints = [
            known_status("candidacy_status_known", CandidacyStatus),
            dated("candidacy_withdrawal_dated", "withdrawn_at", [CandidacyStatus.WITHDRAWN]),
            dated(
                "candidacy_answer_dated",
                "answered_at",
                [s for s in CandidacyStatus.values if s != CandidacyStatus.NOMINATED],
            ),
            models.UniqueConstraint(fields=["election", "membership"], name="candidacy_once"),
            taken_down_whole("candidacy_taken_down_whole"),
        ]

    @property
    def event_scope(self) -> str:
        return self.election.committee.public_id

    @property
    def words(self) -> str:
        return self.statement
