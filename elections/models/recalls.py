"""Members' petition to end a mandate, and the vote that follows it. Who signs is shown to nobody."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ballots.models import Contest
from committees.models import Committee, Mandate, MandateStatus, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status

LONGEST_REASON = 500


class RecallStatus(models.TextChoices):
    OPEN = "open", _("Collects signatures")
    REACHED = "reached", _("Signed by enough, a vote is called")
    VOTING = "voting", _("Voting")
    CLOSED = "closed", _("Closed")
    CARRIED = "carried", _("Carried: the mandate is ended")
    LOST = "lost", _("Not carried: the mandate goes on")
    LAPSED = "lapsed", _("Lapsed")
    FELL = "fell", _("Fell: the mandate had ended")
    VOID = "void", _("Void")


RECALL_RUNNING = (
    RecallStatus.OPEN,
    RecallStatus.REACHED,
    RecallStatus.VOTING,
    RecallStatus.CLOSED,
)
RECALL_CALLED = (RecallStatus.REACHED, RecallStatus.VOTING, RecallStatus.CLOSED)
RECALL_DECIDED = (RecallStatus.CARRIED, RecallStatus.LOST)
RECALL_OVER = (*RECALL_DECIDED, RecallStatus.LAPSED, RecallStatus.FELL, RecallStatus.VOID)


class RecallQuerySet(models.QuerySet["RecallPetition"]):
    def visible_to(self, user: object) -> Self:
        """Those of the committees in which this person is a member, dissolved ones too."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )

    def running(self) -> Self:
        """Those that have not ended."""
        return self.filter(status__in=RECALL_RUNNING)

    def due(self, now: datetime) -> Self:
        """Those whose next step the clock owes, and those whose mandate has ended meanwhile."""
        ended = RecallPetition.objects.running().filter(mandate__status=MandateStatus.ENDED)
        return self.filter(Q(due_at__lte=now) | Q(pk__in=ended.values("pk")))


class RecallPetition(Stateful):
    """A petition to end a mandate before its term.

    What the rules ask is fixed when it is opened: `needed` signatures, twice as many until
    `doubled_until`; `days` in which the vote is held; the reply's `reply_words`; `pause_days` until
    another vote on the same mandate. `signed` counts those who were members when it was last signed.
    `due_at` is the next moment at which the clock has to do something, null when nothing is left.
    `lost_contest` is a vote that was void, in whose place `contest` came.
    """

    TRANSITIONS = {
        RecallStatus.OPEN: frozenset(
            {RecallStatus.REACHED, RecallStatus.LAPSED, RecallStatus.FELL}
        ),
        RecallStatus.REACHED: frozenset({RecallStatus.VOTING, RecallStatus.FELL}),
        RecallStatus.VOTING: frozenset(
            {RecallStatus.CLOSED, RecallStatus.REACHED, RecallStatus.FELL, RecallStatus.VOID}
        ),
        RecallStatus.CLOSED: frozenset(
            {
                RecallStatus.CARRIED,
                RecallStatus.LOST,
                RecallStatus.REACHED,
                RecallStatus.FELL,
                RecallStatus.VOID,
            }
        ),
        RecallStatus.CARRIED: frozenset(),
        RecallStatus.LOST: frozenset(),
        RecallStatus.LAPSED: frozenset(),
        RecallStatus.FELL: frozenset(),
        RecallStatus.VOID: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="recalls")
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="recalls")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    reply = models.TextField(max_length=20_000, blank=True)
    status = models.CharField(max_length=8, choices=RecallStatus.choices, default=RecallStatus.OPEN)
    needed = models.PositiveIntegerField()
    doubled_until = models.DateTimeField(null=True, blank=True)
    days = models.PositiveSmallIntegerField()
    reply_words = models.PositiveSmallIntegerField()
    pause_days = models.PositiveSmallIntegerField()
    signed = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True)
    voting_opens_at = models.DateTimeField(null=True, blank=True)
    voting_closes_at = models.DateTimeField(null=True, blank=True)
    last_call_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    contest = models.OneToOneField(
        Contest, null=True, blank=True, on_delete=models.PROTECT, related_name="recall"
    )
    lost_contest = models.OneToOneField(
        Contest, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstentions = models.PositiveIntegerField(null=True, blank=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("recall_status_known", RecallStatus),
            dated("recall_end_dated", "ended_at", RECALL_OVER),
            models.CheckConstraint(
                condition=~Q(status__in=[*RECALL_CALLED, *RECALL_DECIDED, RecallStatus.VOID])
                | Q(
                    reached_at__isnull=False,
                    voting_closes_at__gt=F("voting_opens_at"),
                    contest__isnull=False,
                ),
                name="recall_vote_dated",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(due_at__isnull=False),
                name="recall_running_is_due",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | ~Q(reason=""), name="recall_says_why"
            ),
            models.CheckConstraint(condition=Q(needed__gte=1), name="recall_needs_signatures"),
            models.UniqueConstraint(
                fields=["mandate"],
                condition=Q(status__in=RECALL_RUNNING),
                name="recall_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="recall_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_running(self) -> bool:
        return self.status in RECALL_RUNNING

    @property
    def is_decided(self) -> bool:
        return self.status in RECALL_DECIDED

    def is_doubled(self, at: datetime) -> bool:
        """Whether twice as many have to sign now, since there was a vote not long ago."""
        return self.doubled_until is not None and at < self.doubled_until

    def needed_at(self, at: datetime) -> int:
        """How many have to sign now."""
        return self.needed * 2 if self.is_doubled(at) else self.needed

    def mark_of(self, member: Membership) -> str:
        """What a signature of this member bears: nobody reads from it whose it is."""
        words = f"{self.public_id} {member.public_id}"
        return salted_hmac("elections.recall", words, algorithm="sha256").hexdigest()


class RecallSignature(models.Model):
    """One member's signature: a mark under a key that lies outside the database, and no time.

    All of a petition's are written anew, sorted, whenever one is added: their order says nothing.
    They are deleted once enough have signed, or the petition has ended.
    """

    petition = models.ForeignKey(
        RecallPetition, on_delete=models.CASCADE, related_name="signatures"
    )
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "mark"], name="recall_signed_once"),
        ]
