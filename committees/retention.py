"""How long a committee's rows are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from committees.models import (
    Admission,
    Affiliation,
    Campus,
    CampusName,
    Committee,
    Invitation,
    InvitationBatch,
    InvitationRefusal,
    JoinRequest,
    JoinRequestStatus,
    Mandate,
    Membership,
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
