"""Meetings: called with notice, attended, closed; their agenda and who is coming."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from committees.models import Committee, CommitteeStatus, Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status

KEPT_TO_TAKE_BACK = timedelta(minutes=10)  # who was there, after an adjournment
UNCLOSED_FOR = timedelta(days=1)  # after its end; then the clock closes it without a number


class MeetingKind(models.TextChoices):
    FOUNDING = "founding", _("Founding meeting")
    GENERAL = "general", _("General meeting")
    MASS = "mass", _("Mass meeting")
    EMERGENCY = "emergency", _("Emergency meeting")
    COUNCIL = "council", _("Council meeting")


class MeetingStatus(models.TextChoices):
    CALLED = "called", _("Called")
    OPEN = "open", _("Open")
    ADJOURNED = "adjourned", _("Adjourned")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


NOT_OPEN = (MeetingStatus.CALLED, MeetingStatus.ADJOURNED)
UNCLOSED = (*NOT_OPEN, MeetingStatus.OPEN)


class Listening(models.TextChoices):
    MEMBERS = "members", _("Members only")
    VISITORS = "visitors", _("Visitors may listen")


class ItemKind(models.TextChoices):
    BUSINESS = "business", _("Business")
    CHAIR = "chair", _("Election of chair, minutes secretary and tellers")
    MINUTES = "minutes", _("Minutes of the last meeting")
    MOTION = "motion", _("Motion")
    MATTER = "matter", _("Waits for a decision")


def _reader_attends() -> models.Exists:
    """Whether the `reader` is counted as present."""
    from meetings.models.hall import Attendance  # which knows the meeting

    here = Attendance.objects.filter(
        meeting=models.OuterRef("pk"), membership=models.OuterRef("reader")
    )
    return models.Exists(here)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: object) -> Self:
        """Meetings of the committees in which this person is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            committee__memberships__user=user, committee__memberships__status="active"
        )

    def read_by(self, user: object) -> Self:
        """The same, each with this person's membership as `reader` and whether they attend; one query."""
        mine = Q(committee__memberships__user=user, committee__memberships__status="active")
        reader = models.FilteredRelation("committee__memberships", condition=mine)
        with_reader = self.annotate(reader=reader).filter(reader__isnull=False)
        return with_reader.annotate(reader_attends=_reader_attends()).select_related(
            "committee__campus", "reader"
        )

    def unclosed(self) -> Self:
        """Called, open or adjourned, of a committee that is not dissolved; its time may be over."""
        return self.filter(status__in=UNCLOSED).exclude(committee__status=CommitteeStatus.DISSOLVED)

    def ahead(self, now: datetime) -> Self:
        """Unclosed and not yet over, of a committee that is not dissolved."""
        return self.unclosed().filter(ends_at__gt=now)

    def reminder_due(self, now: datetime) -> Self:
        """Called or adjourned, and the members' reminder should have gone."""
        return self.ahead(now).filter(status__in=NOT_OPEN, reminder_due_at__lte=now)

    def morning_due(self, now: datetime) -> Self:
        """Called or adjourned, and the word to those who are coming should have gone."""
        return self.ahead(now).filter(status__in=NOT_OPEN, morning_due_at__lte=now)

    def abandoned(self, now: datetime) -> Self:
        """Nobody closed them a day after their end."""
        return self.filter(status__in=UNCLOSED, ends_at__lte=now - UNCLOSED_FOR)

    def left(self, now: datetime) -> Self:
        """Adjourned to another day some minutes ago, and who was there is not forgotten yet."""
        rows = self.filter(
            status=MeetingStatus.ADJOURNED,
            adjourned_at__lte=now - KEPT_TO_TAKE_BACK,
            log__kind="adjourned",
            log__undone_at=None,
            log__undo__has_key="hall",
        )
        return self.filter(pk__in=rows.values("pk"))


class Meeting(Stateful):
    """A meeting keeps local wall time and zone; `starts_at` and `ends_at` are derived from them.

    `sequence` rises with every change of what was called, for calendars; `version` with everything
    that happens in the hall, for open pages. `present` is a number, set at the close; null where
    the clock closed what nobody had. `hand_count` is how many members without a phone a steward
    counted. `balanced_at`: since when for and against take turns. A reminder that went, or is not
    wanted, has no `…_due_at`. `joint`: it is held as one with meetings of other committees.
    """

    TRANSITIONS = {
        MeetingStatus.CALLED: frozenset(
            {MeetingStatus.OPEN, MeetingStatus.CLOSED, MeetingStatus.CANCELLED}
        ),
        MeetingStatus.OPEN: frozenset({MeetingStatus.ADJOURNED, MeetingStatus.CLOSED}),
        MeetingStatus.ADJOURNED: frozenset({MeetingStatus.OPEN, MeetingStatus.CLOSED}),
        MeetingStatus.CLOSED: frozenset(),
        MeetingStatus.CANCELLED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    title = models.CharField(max_length=150)
    place = models.CharField(max_length=200)
    purpose = models.TextField(max_length=5_000, blank=True)
    local_date = models.DateField()
    local_time = models.TimeField()
    timezone = TimeZoneField()
    minutes = models.PositiveSmallIntegerField(default=90)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.CALLED
    )
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    room_link = models.URLField(max_length=500, blank=True)
    listening = models.CharField(max_length=8, choices=Listening.choices, default=Listening.MEMBERS)
    called_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    called_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    adjourned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    hand_count = models.PositiveIntegerField(default=0)
    item = models.ForeignKey(
        "AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    list_closed_at = models.DateTimeField(null=True, blank=True)
    balanced_at = models.DateTimeField(null=True, blank=True)
    reminder_due_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    morning_due_at = models.DateTimeField(null=True, blank=True)
    joint = models.ForeignKey(
        "JointMeeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )

    # Where it was `read_by` somebody.
    reader: Membership
    reader_attends: bool

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("meeting_status_known", MeetingStatus),
            dated("meeting_adjournment_dated", "adjourned_at", [MeetingStatus.ADJOURNED]),
            dated("meeting_close_dated", "closed_at", [MeetingStatus.CLOSED]),
            dated("meeting_cancel_dated", "cancelled_at", [MeetingStatus.CANCELLED]),
            models.CheckConstraint(
                condition=~Q(status__in=["open", "adjourned"]) | Q(opened_at__isnull=False),
                name="meeting_open_dated",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"
            ),
            models.UniqueConstraint(fields=["joint", "committee"], name="meeting_joint_once"),
            models.CheckConstraint(
                condition=Q(listening__in=Listening.values), name="meeting_listening_known"
            ),
        ]
        indexes = [
            models.Index(fields=["committee", "starts_at"], name="meeting_by_committee"),
            models.Index(
                fields=["reminder_due_at"],
                name="meeting_reminder_due",
                condition=Q(reminder_due_at__isnull=False),
            ),
            models.Index(
                fields=["morning_due_at"],
                name="meeting_morning_due",
                condition=Q(morning_due_at__isnull=False),
            ),
            models.Index(
                fields=["ends_at"],
                name="meeting_unclosed",
                condition=Q(status__in=["called", "open", "adjourned"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def live_topic(self) -> str:
        """What open pages of this meeting follow."""
        return f"meeting:{self.public_id}"

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    def is_over(self, now: datetime) -> bool:
        return self.status not in UNCLOSED or self.ends_at <= now


class AgendaItem(models.Model):
    """One line of business, in order; a motion's carries it. `done_at` null: not dealt with yet.

    `reference` is the identifier of what waits for a meeting (`meetings.matters`).
    """

    public_id = PublicId()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ItemKind.choices, default=ItemKind.BUSINESS)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    motion = models.ForeignKey(
        "Motion", null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    reference = models.CharField(max_length=12, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    # Where what it refers to can be read; set by the query of the meeting's page.
    matter_url = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["meeting", "motion"], name="agenda_motion_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_titled"),
            models.CheckConstraint(
                condition=Q(kind="motion", motion__isnull=False)
                | (Q(kind__in=["business", "chair", "minutes", "matter"]) & Q(motion__isnull=True)),
                name="agenda_motion_in_its_item",
            ),
            models.UniqueConstraint(
                fields=["meeting", "reference"],
                condition=~Q(reference=""),
                name="agenda_matter_once",
            ),
            models.CheckConstraint(
                condition=(Q(kind="matter") & ~Q(reference=""))
                | (~Q(kind="matter") & Q(reference="")),
                name="agenda_matter_referred_to",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """What a reader sees: standing items in the reader's language."""
        is_standing = self.kind in (ItemKind.CHAIR, ItemKind.MINUTES)
        return str(ItemKind(self.kind).label) if is_standing else self.title


class Coming(models.Model):
    """A member says "I'm coming": seen by nobody but that member; deleted when the meeting closes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="coming")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "coming"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="coming_once"),
        ]
