"""Requests to join: made, admitted by membership secretaries, declined, withdrawn, lapsed."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from committees import emails, permissions
from committees.admission import ANSWERED_WITHIN, yes_needed
from committees.models import Admission, Committee, JoinRequest, JoinRequestStatus, Membership
from committees.names import clean_chosen_name
from committees.operations.memberships import admit_member
from core.models import Event


@transaction.atomic
def request_to_join(
    committee: Committee, *, chosen_name: str, by: User, at: datetime, greeting: str = ""
) -> JoinRequest:
    """Ask to be a member. The event has no actor: it would be a person, and nobody's business."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    chosen_name = clean_chosen_name(chosen_name)
    permissions.request_to_join(by, committee, chosen_name, at).enforce()
    request = JoinRequest.objects.create(
        committee=committee,
        user=by,
        chosen_name=chosen_name,
        greeting=greeting,
        made_at=at,
        expires_at=at + ANSWERED_WITHIN,
    )
    Event.record("committees.join_requested", request, by=None, at=at)
    emails.request_made(request, at=at)
    return request


@transaction.atomic
def admit_request(request: JoinRequest, *, by: Membership, at: datetime) -> JoinRequest:
    """One secretary's yes; with the last one that is needed the person is a member.

    Who said yes stands in `Admission` for thirty days; the events name nobody, and last longer.
    """
    request = _locked(request)
    permissions.admit_request(by, request).enforce()
    Admission.objects.get_or_create(request=request, by=by, defaults={"at": at})
    needed = yes_needed(request.committee)
    if request.admissions.count() < needed:
        Event.record("committees.request_vouched", request, by=None, at=at)
        return request
    request.status, request.decided_at = JoinRequestStatus.ADMITTED, at
    request.save(update_fields=["status", "decided_at"])
    member = admit_member(request.committee, request.user, request.chosen_name, at=at)
    Event.record("committees.request_admitted", request, by=None, at=at)
    emails.request_answered(request, at=at)
    if needed == 1:
        emails.member_admitted(member, at=at)
    return request


@transaction.atomic
def decline_request(request: JoinRequest, *, by: Membership, at: datetime) -> JoinRequest:
    """Say no; the person is told, without a reason and without a name."""
    request = _locked(request)
    permissions.decline_request(by, request).enforce()
    return _answered(request, JoinRequestStatus.DECLINED, "request_declined", by=by, at=at)


@transaction.atomic
def withdraw_request(request: JoinRequest, *, by: User, at: datetime) -> JoinRequest:
    """Take back one's own request; the name and the greeting go at once."""
    request = _locked(request)
    permissions.withdraw_request(by, request).enforce()
    request.chosen_name = request.greeting = ""
    request.save(update_fields=["chosen_name", "greeting"])
    return _answered(request, JoinRequestStatus.WITHDRAWN, "request_withdrawn", by=None, at=at)


@transaction.atomic
def lapse_request(request: JoinRequest, *, at: datetime) -> JoinRequest:
    """Nobody answered within seven days: the person is told, and can ask again."""
    request = _locked(request)
    if not request.can_become(JoinRequestStatus.LAPSED) or request.expires_at > at:
        return request
    return _answered(request, JoinRequestStatus.LAPSED, "request_lapsed", by=None, at=at)


def _locked(request: JoinRequest) -> JoinRequest:
    # The committee first, as every way in does: its number of members decides.
    committee = Committee.objects.select_for_update().get(pk=request.committee_id)
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("user")
    request = rows.get(pk=request.pk)
    request.committee = committee
    return request


def _answered(
    request: JoinRequest, status: str, event: str, *, by: Membership | None, at: datetime
) -> JoinRequest:
    request.status, request.decided_at = status, at
    request.save(update_fields=["status", "decided_at"])
    Event.record(f"committees.{event}", request, by=by, at=at)
    if status != JoinRequestStatus.WITHDRAWN:
        emails.request_answered(request, at=at)
    return request
