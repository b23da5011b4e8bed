"""Reporting back: by whoever sat there, also after their mandate has ended."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from councils.models import Report

TO_CORRECT = timedelta(days=1)


def make_report(member: Membership, report: Report, at: datetime) -> Decision:
    """The delegate alone; for a day after it they can mend what they wrote."""
    if report.seat.mandate.membership_id != member.pk:
        return denied(_("Only the delegate who sat there can make this report."))
    if report.made_at is not None and at > report.made_at + TO_CORRECT:
        return denied(_("This report was made more than a day ago. It stays as it is."))
    return ALLOWED
