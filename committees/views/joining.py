"""Asking to join, and answering."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees import permissions, ways_in
from committees.forms.joining import RequestForm
from committees.models import Committee, JoinRequest, JoinRequestStatus, Membership, Office
from committees.operations import joining
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page, signed_in
from core.speaking import say


def request_to_join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, or see that one has asked."""
    rows = Committee.objects.visible_to(request.user).select_related("campus")
    committee, user = find(rows, public_id), signed_in(request)
    if Membership.objects.active().filter(user=user, committee=committee).exists():
        return redirect("committee", public_id)
    now = clock.now()
    waiting = ways_in.own_request(user, committee)
    may_ask = permissions.request_to_join(user, committee, "", now)
    form = RequestForm(request.POST or None, committee=committee)
    if form.is_bound and (not may_ask or form.is_valid()):
        may_ask.enforce()
        asked = joining.request_to_join(committee, **form.cleaned_data, by=user, at=now)
        say(
            request,
            _("You have asked. You get a mail when it is answered."),
            undo=reverse("withdraw-request", args=[asked.public_id]),
        )
        return redirect("request-to-join", public_id)
    context = {"committee": committee, "form": form, "waiting": waiting, "may_ask": may_ask}
    return page(request, "committees/request_to_join.html", context)


@require_safe
def join_requests(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who asks to join, for membership secretaries."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = membership_of(request.user, committee)
    if not member.holds(Office.MEMBERSHIP_SECRETARY):
        raise Refused(_("Only membership secretaries see who asks to join."))
    context = {"committee": committee, "requests": ways_in.requests(member)}
    return page(request, "committees/join_requests.html", context)


@require_POST
def admit_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say yes to one who asks."""
    answered = _answer(request, public_id, joining.admit_request)
    if answered.status == JoinRequestStatus.ADMITTED:
        messages.success(
            request,
            _("Admitted. The new member is told by mail. This cannot be taken back here."),
        )
    else:
        messages.success(
            request, _("Your yes counts. A second membership secretary must say yes, too.")
        )
    return redirect("join-requests", answered.committee.public_id)


@require_POST
def decline_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say no to one who asks."""
    answered = _answer(request, public_id, joining.decline_request)
    messages.success(
        request,
        _("Declined. The person is told by mail, without your name, and can ask again."),
    )
    return redirect("join-requests", answered.committee.public_id)


@require_POST
def withdraw_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back one's own request."""
    found = find(JoinRequest.objects.filter(user=signed_in(request)), public_id)
    withdrawn = joining.withdraw_request(found, by=signed_in(request), at=clock.now())
    messages.success(
        request, _("Your request is withdrawn, and your name with it. You can ask again.")
    )
    return redirect("committee", withdrawn.committee.public_id)


def _answer(
    request: HttpRequest, public_id: str, operation: Callable[..., JoinRequest]
) -> JoinRequest:
    rows = JoinRequest.objects.visible_to(request.user).select_related("committee").distinct()
    found = find(rows, public_id)
    member = membership_of(request.user, found.committee)
    at: datetime = clock.now()
    return operation(found, by=member, at=at)
