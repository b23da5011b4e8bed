"""An election of delegates or officers: its timetable and its states."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ballots.models import Contest
from committees.models import Committee, Membership, Office
from core.models import PublicId
from core.states import Stateful, dated, known_status

LEAST_TELLERS = 2
TIME_TO_BE_READY = timedelta(days=1)
WAIT_FOR_PAPERS, SHORT_WAIT = timedelta(days=1), timedelta(minutes=10)


class ElectionStatus(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    NOMINATIONS = "nominations", _("Nominations")
    QUESTIONS = "questions", _("Questions to the candidates")
    VOTING = "voting", _("Voting")
    CLOSED = "closed", _("Closed")
    COUNTED = "counted", _("Counted")
    DECLARED = "declared", _("Declared")
    FINAL = "final", _("Challenge over")
    VOID = "void", _("Void")


class Preset(models.TextChoices):
    STANDARD = "standard", _("About ten days, then three days to challenge")
    LONG = "long", _("Fifteen days and the challenge")
    PRACTICE = "practice", _("Practice: ten minutes, nobody gets an office")


class ElectionQuerySet(models.QuerySet["Election"]):
    def visible_to(self, user: object) -> Self:
        """Elections of the committees in which this person is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )

    def due(self, now: datetime) -> Self:
        """Elections whose next step the clock owes."""
        return self.filter(due_at__lte=now)

    def running(self) -> Self:
        """Announced, and not yet decided."""
        return self.exclude(status__in=["declared", "final", "void"])


class Election(Stateful):
    """An election of `seats` holders of `office`. Announcing it freezes the roll.

    `due_at` is the next moment at which the clock has to do something, null when nothing is left.
    `rehearses` is the election on whose roll this one is practised, with candidates who do not exist.
    """

    TRANSITIONS = {
        ElectionStatus.ANNOUNCED: frozenset({ElectionStatus.NOMINATIONS, ElectionStatus.VOID}),
        ElectionStatus.NOMINATIONS: frozenset({ElectionStatus.QUESTIONS, ElectionStatus.VOID}),
        ElectionStatus.QUESTIONS: frozenset({ElectionStatus.VOTING, ElectionStatus.VOID}),
        ElectionStatus.VOTING: frozenset({ElectionStatus.CLOSED, ElectionStatus.VOID}),
        ElectionStatus.CLOSED: frozenset({ElectionStatus.COUNTED, ElectionStatus.VOID}),
        ElectionStatus.COUNTED: frozenset({ElectionStatus.DECLARED, ElectionStatus.VOID}),
        ElectionStatus.DECLARED: frozenset({ElectionStatus.FINAL, ElectionStatus.VOID}),
        ElectionStatus.FINAL: frozenset({ElectionStatus.VOID}),
        ElectionStatus.VOID: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="elections")
    office = models.CharField(max_length=24, choices=Office.choices, default=Office.DELEGATE)
    title = models.CharField(max_length=150)
    about = models.TextField(max_length=5_000, blank=True)
    seats = models.PositiveSmallIntegerField()
    preset = models.CharField(max_length=10, choices=Preset.choices, default=Preset.STANDARD)
    status = models.CharField(
        max_length=12, choices=ElectionStatus.choices, default=ElectionStatus.ANNOUNCED
    )
    returning_officer = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    rehearses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="rehearsals"
    )
    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="election")
    announced_at = models.DateTimeField()
    nominations_open_at = models.DateTimeField()
    nominations_close_at = models.DateTimeField()
    voting_opens_at = models.DateTimeField()
    voting_closes_at = models.DateTimeField()
    challenge_ends_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_because = models.CharField(max_length=500, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("election_status_known", ElectionStatus),
            dated("election_void_dated", "voided_at", [ElectionStatus.VOID]),
            models.CheckConstraint(
                condition=~Q(status__in=["declared", "final"]) | Q(declared_at__isnull=False),
                name="election_declared_dated",
            ),
            models.CheckConstraint(
                condition=Q(
                    nominations_close_at__gt=F("nominations_open_at"),
                    voting_opens_at__gte=F("nominations_close_at"),
                    voting_closes_at__gt=F("voting_opens_at"),
                    challenge_ends_at__gte=F("voting_closes_at"),
                ),
                name="election_timetable_in_order",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_has_seats"),
            models.CheckConstraint(
                condition=Q(rehearses__isnull=True) | Q(preset=Preset.PRACTICE),
                name="election_rehearsal_is_practice",
            ),
            models.UniqueConstraint(
                fields=["rehearses"],
                condition=~Q(status__in=["declared", "final", "void"]),
                name="election_one_rehearsal",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="election_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_practice(self) -> bool:
        return self.preset == Preset.PRACTICE

    @property
    def is_rehearsal(self) -> bool:
        return self.rehearses_id is not None

    @property
    def counted_from(self) -> datetime:
        """When complaints end, and the ballots are opened and counted."""
        return self.contest.complaints_until

    @property
    def prints_at(self) -> datetime:
        """When the paper is printed: before the opening, where tellers have to find their keys."""
        if self.tellers.filter(status="accepted").count() < LEAST_TELLERS:
            return self.voting_opens_at
        free = self.voting_opens_at - self.nominations_close_at
        return self.voting_opens_at - min(TIME_TO_BE_READY, free / 2)

    @property
    def papers_until(self) -> datetime:
        """Until when the count waits for what was voted on paper."""
        return self.counted_from + (SHORT_WAIT if self.is_practice else WAIT_FOR_PAPERS)

    @property
    def gives_mandates(self) -> bool:
        """A practice runs to the result and changes nothing: nobody takes an office in minutes."""
        return not self.is_practice
