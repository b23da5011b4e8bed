"""Actions: called by a decision, joined by committees, prepared in tasks."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from committees.models import Committee, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from elections.models import StrikeBallot
from meetings.models import Resolution

KEPT_AFTER = timedelta(hours=24)  # after its end: the place, who came, who took what on
REPORTED_WITHIN = timedelta(days=30)
Decided = Resolution | StrikeBallot


def resolution_of(decision: Decided) -> Resolution:
    """The resolution itself, or the one that called the ballot."""
    return decision.resolution if isinstance(decision, StrikeBallot) else decision


class ActionKind(models.TextChoices):
    WALKOUT = "walkout", _("Walkout")
    PICKET = "picket", _("Picket")
    RALLY = "rally", _("Rally")
    STRIKE = "strike", _("Strike")
    TEACH_IN = "teach_in", _("Teach-in")


class ActionStatus(models.TextChoices):
    CALLED = "called", _("Called")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: object) -> Self:
        """Actions in which a committee of this person takes part."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        parts = Participation.objects.filter(
            committee__memberships__user=user,  # type: ignore[misc]
            committee__memberships__status="active",
        )
        return self.filter(pk__in=parts.values("action"))

    def called(self) -> Self:
        return self.filter(status=ActionStatus.CALLED)

    def same_as(self, committee: Committee, kind: str, title: str, starts_at: datetime) -> Self:
        """What this committee has called so already: a form that was sent twice."""
        same = {"kind": kind, "title": title, "starts_at": starts_at}
        return self.called().filter(committee=committee, **same)

    def over(self, now: datetime) -> Self:
        """Called, and at its end a day ago."""
        return self.called().filter(ends_at__lte=now - KEPT_AFTER)

    def place_due(self, now: datetime) -> Self:
        """Whoever is coming may read the place now, and has not been told."""
        rows = self.called().filter(place_opens_at__lte=now, place_told_at=None, ends_at__gt=now)
        return rows.exclude(has_place=False)


class Action(Stateful):
    """What committees do together. `committee` called it; `sequence` rises with every change.

    `place` is sealed, readable from `place_opens_at` by those who are coming, and blank again a day
    after the end; `has_place` tells without the key whether one is set.
    """

    TRANSITIONS = {
        ActionStatus.CALLED: frozenset({ActionStatus.ENDED, ActionStatus.CANCELLED}),
        ActionStatus.ENDED: frozenset(),
        ActionStatus.CANCELLED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ActionKind.choices)
    title = models.CharField(max_length=150)
    demands = models.TextField(max_length=5_000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = EncryptedTextField(blank=True)
    has_place = models.BooleanField(default=False)
    place_opens_at = models.DateTimeField()
    place_told_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(
        max_length=9, choices=ActionStatus.choices, default=ActionStatus.CALLED
    )
    sequence = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("action_status_known", ActionStatus),
            known_status("action_kind_known", ActionKind, field="kind"),
            dated("action_end_dated", "ended_at", [ActionStatus.ENDED]),
            dated("action_cancel_dated", "cancelled_at", [ActionStatus.CANCELLED]),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="action_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(status="called") | Q(has_place=False),
                name="action_place_goes_with_it",
            ),
        ]
        indexes = [
            models.Index(fields=["ends_at"], name="action_called", condition=Q(status="called")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    def is_place_open(self, now: datetime) -> bool:
        """Whether those who are coming may read the place."""
        return self.has_place and self.place_opens_at <= now


class Participation(models.Model):
    """A committee that takes part, by a decision of its own: a resolution, or a strike ballot.

    `expected` is how many it thinks will come, from which its shifts are made; `counted` how many
    were counted by hand, `won` what came of it; `home` how many said that they are home safe.
    """

    public_id = PublicId()
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="participations")
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    resolution = models.ForeignKey(
        Resolution, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    ballot = models.ForeignKey(
        StrikeBallot, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    expected = models.PositiveIntegerField()
    joined_at = models.DateTimeField()
    home = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(null=True, blank=True)
    won = models.TextField(max_length=5_000, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "committee"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(resolution__isnull=False, ballot__isnull=True)
                | Q(resolution__isnull=True, ballot__isnull=False),
                name="participation_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, counted__isnull=True)
                | Q(reported_at__isnull=False, counted__isnull=False),
                name="participation_report_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.action.title

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def decision(self) -> Decided:
        """What it takes part by."""
        found = self.ballot or self.resolution
        assert found is not None  # a constraint of the table
        return found


class ActionComing(models.Model):
    """A member says "I'm coming": seen by nobody; deleted a day after the end, or once home safe."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="coming"
    )
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "coming to actions"
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "membership"], name="action_coming_once"
            ),
        ]


class TaskKind(models.TextChoices):
    """The checklist with which every action begins."""

    DEMANDS = "demands", _("The demands, on one page")
    NO_REPRISALS = "no_reprisals", _("The demand that nobody is punished")
    HANDBOOK = "handbook", _("What the handbook says")
    ACCESS = "access", _("Access: steps, a quiet corner, water, seats")
    FIRST_AID = "first_aid", _("First aid")
    OBSERVER = "observer", _("Legal observer, and the lawyer’s number")
    PRESS = "press", _("One who speaks to the press")
    RAIN = "rain", _("Rain plan")
    PARENTS = "parents", _("A note for parents")
    PHONES = "phones", _("Phones: what to switch off, what to leave at home")
    COUNT = "count", _("Head-count by hand, and no sign-in sheet")
    HOME_SAFE = "home_safe", _("“Home safe”: everybody looks after two others")
    OWN = "own", _("Something of our own")


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: object) -> Self:
        """What one's own committee prepares."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            participation__committee__memberships__user=user,
            participation__committee__memberships__status="active",
        )


class Task(models.Model):
    """One item of a checklist. Who took it on is told to coordinators alone; `text` where it is own."""

    public_id = PublicId()
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=12, choices=TaskKind.choices)
    text = models.CharField(max_length=200, blank=True)
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("task_kind_known", TaskKind, field="kind"),
            models.CheckConstraint(
                condition=(Q(kind="own") & ~Q(text="")) | (~Q(kind="own") & Q(text="")),
                name="task_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(TaskKind(self.kind).label)

    @property
    def event_scope(self) -> str:
        return self.participation.committee.public_id
