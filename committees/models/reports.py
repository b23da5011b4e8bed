"""What somebody says is wrong with a public page of a committee; the host answers."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from committees.models.committees import Committee
from committees.models.hosting import of_host
from core.models import PublicId
from core.states import Stateful, dated, known_status


class Misuse(models.TextChoices):
    PERSON = "person", _("It names or shows a person who does not want it")
    THREAT = "threat", _("It threatens somebody, or sets people against others")
    FALSE = "false", _("It pretends to be somebody else, or deceives")
    LAW = "law", _("It breaks the law in another way")
    OTHER = "other", _("Something else")


class MisuseReportStatus(models.TextChoices):
    OPEN = "open", _("Not answered yet")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")


class MisuseReportQuerySet(models.QuerySet["MisuseReport"]):
    def unanswered(self) -> Self:
        return self.filter(status=MisuseReportStatus.OPEN)

    def to_mail(self) -> Self:
        """Answered, and whoever reported it left an address that has not been written to."""
        return self.filter(status=MisuseReportStatus.ANSWERED, reply_to__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """The host's. Whoever reported reads the answer behind a link of their own."""
        return of_host(self, user)


class MisuseReport(Stateful):
    """One report about the public page at `path`. Who made it is known to nobody, unless they left
    an address: it is sealed, and emptied once the answer is mailed."""

    TRANSITIONS = {
        MisuseReportStatus.OPEN: frozenset(
            {MisuseReportStatus.ANSWERED, MisuseReportStatus.CLOSED}
        ),
        MisuseReportStatus.ANSWERED: frozenset(),
        MisuseReportStatus.CLOSED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, related_name="misuse_reports"
    )
    key = models.CharField(max_length=32, unique=True)
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=Misuse.choices)
    words = EncryptedTextField()
    reply_to = EncryptedTextField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    status = models.CharField(
        max_length=8, choices=MisuseReportStatus.choices, default=MisuseReportStatus.OPEN
    )
    answer = models.TextField(max_length=1_000, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MisuseReportQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("misuse_report_status_known", MisuseReportStatus),
            known_status("misuse_report_kind_known", Misuse, "kind"),
            dated("misuse_report_decision_dated", "decided_at", ["answered", "closed"]),
            models.CheckConstraint(
                condition=~Q(status="answered") | ~Q(answer=""),
                name="misuse_report_answered_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(reply_to__isnull=True),
                name="misuse_report_closed_holds_no_address",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id
