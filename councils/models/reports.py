"""What a delegate brings back from a council: decided, voted, asked."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.archive import read_by
from committees.models import Seat
from core.models import PublicId
from core.states import Stateful, dated, known_status
from councils.models.instructions import Instruction
from meetings.models import AgendaItem, Meeting

LONGEST_PART = 5_000
LONGEST_REASON = 500


class ReportStatus(models.TextChoices):
    OWED = "owed", _("Owed")
    MADE = "made", _("Made")


class Voted(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstained")
    NOT = "not", _("I did not vote on it")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: object, now: datetime | None = None) -> Self:
        """Those of one's committees' delegates; for new members after seven days."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        at_home = "seat__affiliation__committee"
        return self.filter(read_by(user, came="owed_at", committee=at_home, now=now))

    def owed(self) -> Self:
        """Not made yet."""
        return self.filter(status=ReportStatus.OWED)

    def owed_by(self, user: object) -> Self:
        """Not made yet, by this person, who is a member of the committee still."""
        return self.owed().filter(
            seat__mandate__membership__user=user, seat__mandate__membership__status="active"
        )

    def reminder_due(self, now: datetime) -> Self:
        """Owed, and the next word to the delegate should have gone."""
        return self.owed().filter(remind_at__lte=now)

    def agenda_due(self, now: datetime) -> Self:
        """Owed for so long that a meeting of the committee deals with it."""
        return self.owed().filter(raised_at=None, agenda_at__lte=now)


class Report(Stateful):
    """A delegate's report to the committee on one meeting of a council, owed from its close.

    The rules of the committee say when it is `due_at`, and from when its next meeting deals with
    its absence (`agenda_at`; `raised_at` once it does). `remind_at`: the next word to the delegate,
    null: none.
    """

    TRANSITIONS = {
        ReportStatus.OWED: frozenset({ReportStatus.MADE}),
        ReportStatus.MADE: frozenset(),
    }

    public_id = PublicId()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="reports")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reports")
    status = models.CharField(max_length=8, choices=ReportStatus.choices, default=ReportStatus.OWED)
    decided = models.TextField(max_length=LONGEST_PART, blank=True)
    asked = models.TextField(max_length=LONGEST_PART, blank=True)
    asked_by = models.DateField(null=True, blank=True)
    owed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    agenda_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("report_status_known", ReportStatus),
            dated("report_dated", "made_at", [ReportStatus.MADE]),
            models.CheckConstraint(
                condition=~Q(status="made") | Q(remind_at__isnull=True),
                name="report_made_needs_no_reminder",
            ),
            models.CheckConstraint(
                condition=~Q(status="made") | ~Q(decided=""), name="report_says_what_was_decided"
            ),
            models.UniqueConstraint(fields=["seat", "meeting"], name="report_once"),
        ]
        indexes = [
            models.Index(
                fields=["remind_at"],
                name="report_reminder_due",
                condition=Q(remind_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.seat.affiliation.committee.public_id

    def is_overdue(self, now: datetime) -> bool:
        return self.status == ReportStatus.OWED and self.due_at <= now


class ReportLine(models.Model):
    """One item: how the delegate voted and why, beside what they were told (null: nothing)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    instruction = models.ForeignKey(
        Instruction, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    voted = models.CharField(max_length=8, choices=Voted.choices, blank=True)
    because = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(voted__in=["", *Voted.values]), name="report_vote_known"
            ),
            models.UniqueConstraint(fields=["report", "item"], name="report_line_once"),
        ]
