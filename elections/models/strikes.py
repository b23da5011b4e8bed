"""Strike and walkout ballots: called by a resolution, decided by a double quorum, good for some days."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ballots.models import Contest
from committees.models import Committee
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models import Resolution


class StrikeBallotStatus(models.TextChoices):
    CALLED = "called", _("Called")
    VOTING = "voting", _("Voting")
    CLOSED = "closed", _("Closed")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Not carried")
    VOID = "void", _("Void")


STRIKE_RUNNING = (
    StrikeBallotStatus.CALLED,
    StrikeBallotStatus.VOTING,
    StrikeBallotStatus.CLOSED,
)
STRIKE_DECIDED = (StrikeBallotStatus.CARRIED, StrikeBallotStatus.LOST)
STRIKE_OVER = (*STRIKE_DECIDED, StrikeBallotStatus.VOID)


class StrikeFor(models.TextChoices):
    STRIKE = "strike", _("Strike")
    WALKOUT = "walkout", _("Walkout")


class StrikeBallotQuerySet(models.QuerySet["StrikeBallot"]):
    def visible_to(self, user: object) -> Self:
        """Those of the committees in which this person is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )

    def real(self) -> Self:
        """No practice."""
        return self.filter(rehearses=None)

    def running(self) -> Self:
        """Those without a result yet."""
        return self.filter(status__in=STRIKE_RUNNING)

    def in_force(self, now: datetime) -> Self:
        """Carried, and not lapsed: an action can lean on them."""
        return self.real().filter(status=StrikeBallotStatus.CARRIED, lapses_at__gt=now)

    def due(self, now: datetime) -> Self:
        """Those whose next step the clock owes."""
        return self.filter(due_at__lte=now)


class StrikeBallot(Stateful):
    """A secret yes or no, for which `needed` of the roll must take part.

    What the rules ask is fixed when it is called. `turnout` is how many took part, published with
    the result; a carried one lapses at `lapses_at`. `rehearses` is the ballot on whose roll this one
    is practised, with a question that decides nothing.
    """

    TRANSITIONS = {
        StrikeBallotStatus.CALLED: frozenset({StrikeBallotStatus.VOTING, StrikeBallotStatus.VOID}),
        StrikeBallotStatus.VOTING: frozenset({StrikeBallotStatus.CLOSED, StrikeBallotStatus.VOID}),
        StrikeBallotStatus.CLOSED: frozenset({*STRIKE_DECIDED, StrikeBallotStatus.VOID}),
        StrikeBallotStatus.CARRIED: frozenset({StrikeBallotStatus.VOID}),
        StrikeBallotStatus.LOST: frozenset({StrikeBallotStatus.VOID}),
        StrikeBallotStatus.VOID: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, related_name="strike_ballots"
    )
    resolution = models.ForeignKey(Resolution, on_delete=models.RESTRICT, related_name="+")
    action = models.CharField(max_length=8, choices=StrikeFor.choices)
    title = models.CharField(max_length=150)
    status = models.CharField(
        max_length=8, choices=StrikeBallotStatus.choices, default=StrikeBallotStatus.CALLED
    )
    rehearses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="rehearsals"
    )
    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="strike_ballot")
    needed = models.PositiveIntegerField()
    lapse_days = models.PositiveSmallIntegerField()
    called_at = models.DateTimeField()
    voting_opens_at = models.DateTimeField()
    voting_closes_at = models.DateTimeField()
    last_call_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    lapses_at = models.DateTimeField(null=True, blank=True)
    turnout = models.PositiveIntegerField(null=True, blank=True)
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstentions = models.PositiveIntegerField(null=True, blank=True)

    objects = StrikeBallotQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("strike_ballot_status_known", StrikeBallotStatus),
            known_status("strike_ballot_action_known", StrikeFor, field="action"),
            dated("strike_ballot_end_dated", "ended_at", STRIKE_OVER),
            dated("strike_ballot_lapse_dated", "lapses_at", [StrikeBallotStatus.CARRIED]),
            models.CheckConstraint(
                condition=~Q(status__in=STRIKE_DECIDED) | Q(turnout__isnull=False),
                name="strike_ballot_says_its_turnout",
            ),
            models.CheckConstraint(
                condition=Q(voting_closes_at__gt=F("voting_opens_at")),
                name="strike_ballot_closes_after_opening",
            ),
            models.CheckConstraint(condition=Q(needed__gte=1), name="strike_ballot_has_quorum"),
            models.UniqueConstraint(
                fields=["rehearses"],
                condition=Q(status__in=STRIKE_RUNNING),
                name="strike_ballot_one_rehearsal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="strike_ballot_due", condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_practice(self) -> bool:
        return self.rehearses_id is not None

    @property
    def is_decided(self) -> bool:
        return self.status in STRIKE_DECIDED

    def has_lapsed(self, now: datetime) -> bool:
        return self.lapses_at is not None and self.lapses_at <= now
