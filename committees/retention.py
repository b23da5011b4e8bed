"""How long a committee's rows are kept."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from committees.founding import KEPT
from committees.models import (
    Admission,
    Affiliation,
    Campus,
    CampusName,
    Committee,
    FoundingCode,
    FoundingRequest,
    HostChoices,
    Invitation,
    InvitationBatch,
    InvitationRefusal,
    JoinRequest,
    JoinRequestStatus,
    Mandate,
    Membership,
    MisuseReport,
    Seat,
)
from core.retention import rule


def _past_invitations(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(expires_at__lte=now)


def _past_batches(now: datetime) -> QuerySet[InvitationBatch]:
    return InvitationBatch.objects.filter(made_at__lte=now - timedelta(hours=72))


def _unanswered_requests(now: datetime) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(status=JoinRequestStatus.WAITING, expires_at__lte=now)


def _answered_requests(now: datetime) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(decided_at__lte=now - timedelta(days=30))


def _past_admissions(now: datetime) -> QuerySet[Admission]:
    return Admission.objects.filter(at__lte=now - timedelta(days=30))


def _gone_members(now: datetime) -> QuerySet[Membership]:
    month_ago = now - timedelta(days=30)
    return Membership.objects.filter(ended_at__lte=month_ago, user__isnull=False)


def _past_codes(now: datetime) -> QuerySet[FoundingCode]:
    month_ago = now - timedelta(days=30)
    return FoundingCode.objects.filter(Q(expires_at__lte=month_ago) | Q(revoked_at__lte=month_ago))


def _unanswered_founding_requests(now: datetime) -> QuerySet[FoundingRequest]:
    return FoundingRequest.objects.waiting().filter(made_at__lte=now - KEPT)


def _answered_founding_requests(now: datetime) -> QuerySet[FoundingRequest]:
    return FoundingRequest.objects.filter(decided_at__lte=now - KEPT)


def _unmailed_answers(now: datetime) -> QuerySet[MisuseReport]:
    return MisuseReport.objects.to_mail().filter(decided_at__lte=now - timedelta(days=3))


def _unanswered_reports(now: datetime) -> QuerySet[MisuseReport]:
    return MisuseReport.objects.unanswered().filter(made_at__lte=now - timedelta(days=90))


def _past_reports(now: datetime) -> QuerySet[MisuseReport]:
    return MisuseReport.objects.filter(decided_at__lte=now - timedelta(days=30))


rule(Campus, _("A campus names a place and nobody; it is kept."))
rule(CampusName, _("Kept with its campus."))
rule(
    Committee,
    _(
        "Kept; a committee nobody founds in 90 days is dissolved by the clock, and 30 days after a"
        " dissolution nobody is on its roll."
    ),
)
rule(
    Membership,
    _("The chosen name goes when the member leaves; the link to the account 30 days later."),
    due=_gone_members,
    change={"user": None},
)
rule(Mandate, _("Kept with its committee: who held an office is a decision, its name is not kept."))
rule(Affiliation, _("Kept: which committee belongs to which council is a decision."))
rule(Seat, _("Kept with its mandate; it names nobody, and its member is forgotten as any other."))
rule(Invitation, _("72 hours, used or not."), due=_past_invitations)
rule(InvitationBatch, _("72 hours."), due=_past_batches)
rule(InvitationRefusal, _("Kept: it is what keeps mail away. It holds a keyed hash, no address."))
rule(JoinRequest, _("A request without an answer: 7 days."), due=_unanswered_requests)
rule(JoinRequest, _("An answered request: 30 days."), due=_answered_requests)
rule(Admission, _("Who said yes to a request: 30 days."), due=_past_admissions)
rule(HostChoices, _("Kept: what the host chose says nothing of people."))
rule(
    FoundingCode, _("30 days after it ended or was revoked; who used it is not held."), _past_codes
)
rule(
    FoundingRequest,
    _("A request to found without an answer: 30 days."),
    _unanswered_founding_requests,
)
rule(
    FoundingRequest,
    _("An answered request to found: 30 days, or until the committee is opened."),
    _answered_founding_requests,
)
rule(
    MisuseReport,
    _("The address somebody left: until the answer is mailed, 3 days at most."),
    due=_unmailed_answers,
    change={"reply_to": None},
)
rule(MisuseReport, _("A report that nobody answered: 90 days."), due=_unanswered_reports)
rule(MisuseReport, _("An answered or closed report: 30 days."), due=_past_reports)
