"""What is left of a meeting: minutes, resolutions and where they travel, and what is to be done."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.archive import read_by
from committees.models import Committee, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from core.words_found import vector
from meetings.models.meetings import Meeting
from meetings.models.motions import Clauses, Motion


class MinutesStatus(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    APPROVED = "approved", _("Approved")


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: object, now: datetime | None = None) -> Self:
        """Minutes are for the members of the committee; for new ones after seven days."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            read_by(user, came="drafted_at", committee="meeting__committee", now=now)
        )


class Minutes(Stateful):
    """Written from the log, edited by the minutes secretary, frozen with their hash once approved.

    `text` is Markdown. `approved_in` is the meeting that approved them.
    """

    TRANSITIONS = {
        MinutesStatus.DRAFTED: frozenset({MinutesStatus.APPROVED}),
        MinutesStatus.APPROVED: frozenset(),
    }

    public_id = PublicId()
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="record")
    text = models.TextField(max_length=200_000)
    status = models.CharField(
        max_length=8, choices=MinutesStatus.choices, default=MinutesStatus.DRAFTED
    )
    drafted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            known_status("minutes_status_known", MinutesStatus),
            dated("minutes_approval_dated", "approved_at", [MinutesStatus.APPROVED]),
            models.CheckConstraint(
                condition=(Q(status="approved") & ~Q(sha256=""))
                | (Q(status="drafted") & Q(sha256="")),
                name="minutes_frozen_with_hash",
            ),
        ]
        indexes = [GinIndex(vector("text"), name="minutes_words")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.meeting.committee.public_id


class MinutesVersion(models.Model):
    """The text as it stood; number 1 is what the log gave. Kept with the minutes."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=200_000)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once"),
        ]


class ResolutionStatus(models.TextChoices):
    IN_FORCE = "in_force", _("In force")
    ACTED_ON = "acted_on", _("Acted on")
    REPORTED_BACK = "reported_back", _("Reported back")
    RESCINDED = "rescinded", _("Rescinded")


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, user: object, now: datetime | None = None) -> Self:
        """Published ones to everybody, and all of one's committees; new members wait seven days."""
        public = Q(published_at__isnull=False, committee__suspended_at__isnull=True)
        if not getattr(user, "is_authenticated", False):
            return self.filter(public)
        return self.filter(public | Q(read_by(user, came="carried_at", now=now)))

    def in_force(self) -> Self:
        """Not rescinded."""
        return self.exclude(status=ResolutionStatus.RESCINDED)


class Resolution(Stateful, Clauses):
    """A motion that was carried, numbered in its committee and year, with the hash of its text.

    `origin` is the other committee's resolution that this one adopts.
    """

    TRANSITIONS = {
        ResolutionStatus.IN_FORCE: frozenset(
            {ResolutionStatus.ACTED_ON, ResolutionStatus.RESCINDED}
        ),
        ResolutionStatus.ACTED_ON: frozenset(
            {ResolutionStatus.REPORTED_BACK, ResolutionStatus.RESCINDED}
        ),
        ResolutionStatus.REPORTED_BACK: frozenset({ResolutionStatus.RESCINDED}),
        # Where the vote that rescinded it is set aside.
        ResolutionStatus.RESCINDED: frozenset(
            {
                ResolutionStatus.IN_FORCE,
                ResolutionStatus.ACTED_ON,
                ResolutionStatus.REPORTED_BACK,
            }
        ),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="resolutions")
    motion = models.OneToOneField(
        Motion, null=True, blank=True, on_delete=models.SET_NULL, related_name="resolution"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="resolutions"
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    language = models.CharField(max_length=12, default="en")
    carried_on = models.DateField()
    carried_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(
        max_length=14, choices=ResolutionStatus.choices, default=ResolutionStatus.IN_FORCE
    )
    acted_on_at = models.DateTimeField(null=True, blank=True)
    reported_back_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField(max_length=5_000, blank=True)
    rescinded_at = models.DateTimeField(null=True, blank=True)
    rescinded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="adoptions"
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("resolution_status_known", ResolutionStatus),
            dated("resolution_rescission_dated", "rescinded_at", [ResolutionStatus.RESCINDED]),
            models.CheckConstraint(
                condition=~Q(status="acted_on") | Q(acted_on_at__isnull=False),
                name="resolution_action_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="reported_back")
                | (Q(reported_back_at__isnull=False) & ~Q(report="")),
                name="resolution_report_dated",
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="resolution_hashed"),
            models.UniqueConstraint(
                fields=["committee", "year", "number"], name="resolution_numbered_once"
            ),
        ]
        indexes = [
            GinIndex(vector("title", "notes", "believes", "resolves"), name="resolution_words"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"

    @property
    def is_public_by_decision(self) -> bool:
        """Whether the motion said that everybody may read it, so that the meeting decided it."""
        return self.motion is not None and self.motion.make_public

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class CirculationStatus(models.TextChoices):
    RECEIVED = "received", _("Received")
    PUT = "put", _("Put to a meeting")
    ADOPTED = "adopted", _("Adopted")
    AMENDED = "amended", _("Adopted with amendments")
    REJECTED = "rejected", _("Not adopted")


class CirculationQuerySet(models.QuerySet["Circulation"]):
    def visible_to(self, user: object) -> Self:
        """What was sent to the committees in which this person is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )


class Circulation(Stateful):
    """A resolution sent to another committee, and what became of it there."""

    TRANSITIONS = {
        CirculationStatus.RECEIVED: frozenset({CirculationStatus.PUT}),
        CirculationStatus.PUT: frozenset(
            {
                CirculationStatus.RECEIVED,
                CirculationStatus.ADOPTED,
                CirculationStatus.AMENDED,
                CirculationStatus.REJECTED,
            }
        ),
        CirculationStatus.ADOPTED: frozenset({CirculationStatus.PUT}),
        CirculationStatus.AMENDED: frozenset({CirculationStatus.PUT}),
        CirculationStatus.REJECTED: frozenset({CirculationStatus.PUT}),
    }

    public_id = PublicId()
    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="circulations"
    )
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="received")
    motion = models.OneToOneField(
        Motion, null=True, blank=True, on_delete=models.SET_NULL, related_name="circulation"
    )
    status = models.CharField(
        max_length=8, choices=CirculationStatus.choices, default=CirculationStatus.RECEIVED
    )
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CirculationQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("circulation_status_known", CirculationStatus),
            dated(
                "circulation_answer_dated",
                "answered_at",
                [
                    CirculationStatus.ADOPTED,
                    CirculationStatus.AMENDED,
                    CirculationStatus.REJECTED,
                ],
            ),
            models.UniqueConstraint(
                fields=["resolution", "committee"], name="circulation_once_each"
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def visible_to(self, user: object) -> Self:
        """What a committee set itself is seen by its members."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def due(self, now: object) -> Self:
        """Not done, and the word to whoever took it on should have gone."""
        return self.filter(done_at__isnull=True, due_at__lte=now)


class ActionItem(models.Model):
    """Something to be done: what, by whom, until when. `due_at` is the next reminder, null: none."""

    public_id = PublicId()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="action_says_what"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="action_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def event_scope(self) -> str:
        return self.meeting.committee.public_id
