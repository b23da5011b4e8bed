"""Asking the host to found a committee, and what the gate takes from whoever passes it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from committees import emails, permissions
from committees.founding import digest_of_code
from committees.models import Campus, FoundingCode, FoundingRequest, FoundingRequestStatus
from core.models import Event


@transaction.atomic
def ask_to_found(
    campus: Campus | None,
    *,
    proposed_name: str,
    plan: str,
    by: User,
    at: datetime,
    area: str = "",
    territory: str = "",
) -> FoundingRequest:
    """Ask the host, at a campus or a workplace; what was declined here before is gone then."""
    by = User.objects.select_for_update().get(pk=by.pk)
    permissions.ask_to_found(by).enforce()
    FoundingRequest.objects.filter(user=by).about(campus, area, territory).delete()
    request = FoundingRequest.objects.create(
        user=by,
        campus=campus,
        area=area,
        territory=territory,
        proposed_name=proposed_name,
        plan=plan,
        made_at=at,
    )
    Event.record("committees.founding_asked_for", request, by=by, at=at)
    return request


@transaction.atomic
def take_back_founding_request(request: FoundingRequest, *, by: User, at: datetime) -> None:
    """Nothing of it is left."""
    request = FoundingRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    permissions.take_back_founding_request(by, request).enforce()
    Event.record("committees.founding_request_taken_back", request, by=by, at=at)
    request.delete()


@transaction.atomic
def accept_founding_request(request: FoundingRequest, *, by: User, at: datetime) -> FoundingRequest:
    """The founder may open the committee now, and is told by mail."""
    return _answered(request, FoundingRequestStatus.ACCEPTED, "", by=by, at=at)


@transaction.atomic
def decline_founding_request(
    request: FoundingRequest, *, answer: str, by: User, at: datetime
) -> FoundingRequest:
    """With a sentence, which the founder reads on the page the mail leads to."""
    return _answered(request, FoundingRequestStatus.DECLINED, answer, by=by, at=at)


def _answered(
    request: FoundingRequest, status: FoundingRequestStatus, answer: str, *, by: User, at: datetime
) -> FoundingRequest:
    request = FoundingRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    is_yes = status == FoundingRequestStatus.ACCEPTED
    may = permissions.accept_founding_request if is_yes else permissions.decline_founding_request
    may(by, request).enforce()
    request.status, request.answer, request.decided_at = status, answer, at
    request.save(update_fields=["status", "answer", "decided_at"])
    Event.record(f"committees.founding_request_{status}", request, by=by, at=at)
    emails.founding_request_answered(request, at=at)
    return request


def locked_code(typed: str, at: datetime) -> FoundingCode | None:
    """The code that was typed, held so that nobody else uses its last time meanwhile."""
    if not typed:
        return None
    rows = FoundingCode.objects.usable(at).select_for_update()
    return rows.filter(digest=digest_of_code(typed)).first()


def pass_gate(
    user: User,
    code: FoundingCode | None,
    campus: Campus | None,
    area: str = "",
    territory: str = "",
) -> None:
    """Count the code's use, and forget the request; which committee came of them is not kept."""
    if code is not None:
        code.used += 1
        code.save(update_fields=["used"])
    FoundingRequest.objects.filter(user=user).about(campus, area, territory).delete()
