"""How long what delegates carry and bring back is kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention import rule
from councils.models import Instruction, MandateReminder, Ratification, Report, ReportLine

REPORTS_KEPT = timedelta(days=365)


def _past(now: datetime) -> QuerySet[Report]:
    """A year after the council; a report that is still owed after a year nobody makes."""
    return Report.objects.filter(owed_at__lte=now - REPORTS_KEPT)


rule(Instruction, _("Kept with the resolution that gave it; it names nobody."))
rule(
    MandateReminder,
    _("Deleted when the council’s meeting is over."),
    lambda now: MandateReminder.objects.past(now),
)
rule(
    Report, _("Deleted a year after the council’s meeting: it says how one delegate voted."), _past
)
rule(ReportLine, _("Deleted with its report."))
rule(Ratification, _("Kept with the council’s resolution; it names nobody."))
