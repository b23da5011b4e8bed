"""Reports of misuse: made by anybody, answered by the host, and mailed to whoever left an address."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from committees import permissions
from committees.models import Committee, MisuseReport, MisuseReportStatus
from committees.report_mails import build
from core import waking
from core.models import Event
from notices.answers import Kind
from notices.operations.sending import Line

log = logging.getLogger("rankandfile.reports")


@transaction.atomic
def report_misuse(
    committee: Committee,
    *,
    path: str,
    kind: str,
    words: str,
    reply_to: str,
    key: str,
    language: str,
    at: datetime,
) -> MisuseReport:
    """Keep it for the host; the same `key` again changes nothing. Of the moment the day is kept."""
    report, is_new = MisuseReport.objects.get_or_create(
        key=key,
        defaults={
            "committee": committee,
            "path": path,
            "kind": kind,
            "words": words,
            "reply_to": reply_to or None,
            "language": language,
            "made_at": at.replace(hour=0, minute=0, second=0, microsecond=0),
        },
    )
    if is_new:
        Event.record("committees.misuse_reported", report, by=None, at=at)
    return report


@transaction.atomic
def answer_report(report: MisuseReport, *, answer: str, by: User, at: datetime) -> MisuseReport:
    """The answer stands on the reporter's page, and goes to the address they left."""
    report = _locked(report)
    permissions.answer_report(by, report).enforce()
    report.status, report.answer, report.decided_at = MisuseReportStatus.ANSWERED, answer, at
    report.save(update_fields=["status", "answer", "decided_at"])
    Event.record("committees.report_answered", report, by=by, at=at)
    if report.reply_to:
        transaction.on_commit(partial(wake, report.public_id))
    return report


@transaction.atomic
def close_report(report: MisuseReport, *, by: User, at: datetime) -> MisuseReport:
    """Without an answer: what a machine sent, or what says nothing. The address goes at once."""
    report = _locked(report)
    permissions.close_report(by, report).enforce()
    report.status, report.reply_to, report.decided_at = MisuseReportStatus.CLOSED, None, at
    report.save(update_fields=["status", "reply_to", "decided_at"])
    Event.record("committees.report_closed", report, by=by, at=at)
    return report


def wake(public_id: str) -> None:
    """Tell a worker that this answer has to be mailed."""
    waking.wake("committees.tasks.mail_report_answer", public_id)


@transaction.atomic
def mail_report_answer(public_id: str, *, at: datetime) -> bool:
    """Mail it once and forget the address; kept for a next try where the mail server is away."""
    rows = MisuseReport.objects.to_mail().select_for_update(skip_locked=True)
    report = rows.filter(public_id=public_id).first()
    if report is None:
        return False
    line = Line()
    answer = line.send(build(report, at))
    line.drop()
    if answer.kind in (Kind.SERVER_AWAY, Kind.LATER):
        log.warning("the answer to a report could not be mailed yet")
        return False
    report.reply_to = None
    report.save(update_fields=["reply_to"])
    return answer.kind is Kind.SENT


def _locked(report: MisuseReport) -> MisuseReport:
    rows = MisuseReport.objects.select_for_update(of=("self",)).select_related("committee")
    return rows.get(pk=report.pk)
