"""What is true while a meeting is held: who is there, who speaks, who runs it, what was ruled."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models.meetings import AgendaItem, Meeting


class Attendance(models.Model):
    """A member is in the hall or the room now; deleted when the meeting closes or they leave."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once"),
        ]


class Duty(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MINUTES_SECRETARY = "minutes_secretary", _("Minutes secretary")
    TELLER = "teller", _("Teller")
    STEWARD = "steward", _("Steward at the door")


class MeetingOfficer(models.Model):
    """Who runs this one meeting. `ended_at` null: they do now. Deleted 90 days after the close."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="officers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="duties")
    duty = models.CharField(max_length=18, choices=Duty.choices)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="duty_known"),
            models.UniqueConstraint(
                fields=["meeting", "membership", "duty"],
                condition=Q(ended_at__isnull=True),
                name="duty_once_each",
            ),
            models.UniqueConstraint(
                fields=["meeting", "duty"],
                condition=Q(ended_at__isnull=True, duty__in=["chair", "minutes_secretary"]),
                name="duty_of_one",
            ),
        ]


class Offer(models.Model):
    """A member who attends would do a duty, if the meeting chooses them; deleted with the close."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="offers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    duty = models.CharField(max_length=18, choices=Duty.choices)
    public_id = PublicId()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="offer_duty_known"),
            models.UniqueConstraint(
                fields=["meeting", "membership", "duty"], name="offered_once_each"
            ),
        ]


class SpeechKind(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    QUESTION = "question", _("Question")
    POINT_OF_ORDER = "point_of_order", _("Point of order")


class SpeakerStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SPEAKING = "speaking", _("Speaking")
    SPOKEN = "spoken", _("Has spoken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def visible_to(self, user: object) -> Self:
        """The stack of a meeting is seen by the members of its committee."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


class Speaker(Stateful):
    """A place on the stack of one agenda item. All are deleted when the meeting closes."""

    TRANSITIONS = {
        SpeakerStatus.WAITING: frozenset({SpeakerStatus.SPEAKING, SpeakerStatus.WITHDRAWN}),
        SpeakerStatus.SPEAKING: frozenset({SpeakerStatus.SPOKEN, SpeakerStatus.WAITING}),
        SpeakerStatus.SPOKEN: frozenset({SpeakerStatus.SPEAKING}),
        SpeakerStatus.WITHDRAWN: frozenset(),
    }

    public_id = PublicId()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speakers")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=SpeechKind.choices)
    status = models.CharField(
        max_length=10, choices=SpeakerStatus.choices, default=SpeakerStatus.WAITING
    )
    asked_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("speaker_status_known", SpeakerStatus),
            models.CheckConstraint(
                condition=Q(kind__in=SpeechKind.values), name="speech_kind_known"
            ),
            dated(
                "speaker_call_dated",
                "called_at",
                [SpeakerStatus.SPEAKING, SpeakerStatus.SPOKEN],
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(status="speaking"),
                name="speaker_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                condition=Q(status="waiting"),
                name="speaker_waits_once",
            ),
        ]


class LogKind(models.TextChoices):
    """What the minutes are written from; each says in `facts` what it needs, and names nobody."""

    OPENED = "opened", _("The meeting opened")
    OFFICER_CHOSEN = "officer_chosen", _("An officer of the meeting was chosen")
    OFFICER_RELEASED = "officer_released", _("An officer of the meeting stepped down")
    QUORUM_REACHED = "quorum_reached", _("The quorum was reached")
    QUORUM_LOST = "quorum_lost", _("The quorum was lost")
    ITEM_TAKEN = "item_taken", _("An item was taken")
    MOTION_MOVED = "motion_moved", _("A motion was moved")
    MOTION_SETTLED = "motion_settled", _("A motion was remitted, withdrawn or fell")
    AMENDMENT_MOVED = "amendment_moved", _("An amendment was moved")
    AMENDMENT_SETTLED = "amendment_settled", _("An amendment was withdrawn or fell")
    SPEAKER_CALLED = "speaker_called", _("A speaker was called")
    SPEECH_ENDED = "speech_ended", _("A speech ended")
    LIST_CLOSED = "list_closed", _("The list of speakers was closed")
    LIST_OPENED = "list_opened", _("The list of speakers was opened")
    BALANCE_ADOPTED = "balance_adopted", _("For and against take turns from here")
    BALANCE_DROPPED = "balance_dropped", _("For and against no longer take turns")
    RULED = "ruled", _("The chair ruled")
    PUT = "put", _("The question was put")
    DECLARED = "declared", _("A result was declared")
    SET_ASIDE = "set_aside", _("A vote was set aside")
    ADJOURNED = "adjourned", _("The meeting was adjourned")
    RESUMED = "resumed", _("The meeting went on")
    CLOSED = "closed", _("The meeting closed")


class LogQuerySet(models.QuerySet["LogEntry"]):
    def leaves_hall(self) -> Self:
        """Adjournments to another day after which who was there is not forgotten yet."""
        return self.filter(kind=LogKind.ADJOURNED, undone_at=None, undo__has_key="hall")


class LogEntry(models.Model):
    """One thing that happened in the meeting, numbered without gaps. `undo` is what takes it back.

    An entry that was undone stays, with the moment at which it was.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=18, choices=LogKind.choices)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict, blank=True)
    undo = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "log entries"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="log_numbered_once"),
            models.CheckConstraint(condition=Q(kind__in=LogKind.values), name="log_kind_known"),
        ]
