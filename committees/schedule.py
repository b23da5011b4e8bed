"""What the clock ends: terms, committees that were never founded, rolls of dissolved ones."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from committees.models import (
    Affiliation,
    Committee,
    InvitationBatch,
    JoinRequest,
    Mandate,
    MandateEnd,
    Membership,
    MisuseReport,
)
from committees.operations import batches, reports
from committees.operations.committees import dissolve_committee
from committees.operations.councils import count_seats, end_council
from committees.operations.joining import lapse_request
from committees.operations.mandates import end_mandate
from committees.operations.memberships import leave_committee
from committees.operations.second_factors import ask_for_second_factor, waive_second_factor
from committees.operations.suspensions import lift_suspension
from committees.queries.suspensions import over
from core.ticking import duty

NEVER_FOUNDED = timedelta(days=90)
AFTER_DISSOLUTION = timedelta(days=30)
_AT_ONCE = 200


@duty
def end_terms(now: datetime) -> None:
    """End mandates at the moment their term was over."""
    with transaction.atomic():
        due = Mandate.objects.due(now).select_for_update(skip_locked=True)
        for mandate in due.order_by("ends_at")[:_AT_ONCE]:
            end_mandate(mandate, because=MandateEnd.TERM, by=None, at=mandate.ends_at or now)


@duty
def count_council_seats(now: datetime) -> None:
    """As many seats as the committees' sizes give; not while the council meets."""
    for affiliation in Affiliation.objects.uncounted(now).order_by("pk")[:_AT_ONCE]:
        count_seats(affiliation, at=now)


@duty
def end_never_founded(now: datetime) -> None:
    """Dissolve committees that nobody founded in 90 days, and councils that no second one joined."""
    with transaction.atomic():
        due = Committee.objects.never_founded(now - NEVER_FOUNDED).select_for_update(
            skip_locked=True, of=("self",)
        )
        for committee in due.order_by("opened_at")[:_AT_ONCE]:
            if committee.is_council:
                end_council(committee, at=now)
            else:
                dissolve_committee(committee, by=None, at=now)


@duty
def empty_dissolved(now: datetime) -> None:
    """Thirty days after the end nobody is on the roll any more."""
    with transaction.atomic():
        due = Membership.objects.active().filter(
            committee__dissolved_at__lte=now - AFTER_DISSOLUTION
        )
        for member in due.select_for_update(skip_locked=True, of=("self",))[:_AT_ONCE]:
            leave_committee(member, at=now)


@duty
def end_suspensions(now: datetime) -> None:
    """Suspensions whose week is over, and those that no second officer confirmed in a day."""
    for member in over(now).order_by("pk")[:_AT_ONCE]:
        lift_suspension(member, by=None, at=now)


@duty
def lapse_requests(now: datetime) -> None:
    """Requests that nobody answered in seven days."""
    # Not locked here: every way in locks the committee before the request.
    for request in JoinRequest.objects.due(now).order_by("expires_at")[:_AT_ONCE]:
        lapse_request(request, at=now)


@duty
def ask_for_second_factors(now: datetime) -> None:
    """Begin the grace of those whose office asks for one; end it where the committee became small."""
    if not settings.STRONG_SIGN_IN_DAYS:
        return
    for mandate in Mandate.objects.to_ask_for_second_factor()[:_AT_ONCE]:
        ask_for_second_factor(mandate, at=now)
    for mandate in Mandate.objects.to_waive_second_factor()[:_AT_ONCE]:
        waive_second_factor(mandate, at=now)


@duty
def resume_invitations(now: datetime) -> None:
    """Wake a worker for batches that were left: it died, or Redis or the mail server was away."""
    for public_id in (
        InvitationBatch.objects.due(now)
        .order_by("made_at")[:_AT_ONCE]
        .values_list("public_id", flat=True)
    ):
        batches.wake(public_id)


@duty
def mail_report_answers(now: datetime) -> None:
    """Wake a worker for answers that have not gone out: the mail server was away."""
    rows = MisuseReport.objects.to_mail().order_by("decided_at")
    for public_id in rows.values_list("public_id", flat=True)[:_AT_ONCE]:
        reports.wake(public_id)
