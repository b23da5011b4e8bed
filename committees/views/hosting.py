"""The host's choices. Every page is 404 for whoever does not run the server."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from committees import permissions
from committees.forms.hosting import (
    AnswerReportForm,
    DeclineFoundingForm,
    FindCommitteeForm,
    FoundingCodeForm,
    HostingForm,
    SuspendCommitteeForm,
)
from committees.models import Committee, FoundingCode, FoundingRequest, HostChoices, MisuseReport
from committees.operations import founding_requests, reports
from committees.operations import hosting as operations
from committees.queries import hosting as queries
from core import clock
from core.http import find, page, signed_in

_FRESH = "fresh_founding_code"


def hosting(request: HttpRequest) -> HttpResponse:
    """What waits for the host, and the way to each choice."""
    user = _host(request)
    form = FindCommitteeForm(request.GET if "address" in request.GET else None)
    if form.is_bound and form.is_valid():
        if Committee.objects.alive().filter(public_id=form.cleaned_data["address"]).exists():
            return redirect("suspend-committee", form.cleaned_data["address"])
        form.add_error("address", _("No committee has this address."))
    context = {"form": form, "desk": queries.desk(user)}
    return page(request, "committees/hosting/hosting.html", context)


def choose_hosting(request: HttpRequest) -> HttpResponse:
    """Who may found, and the limits."""
    user = _host(request)
    sent = request.POST if request.method == "POST" else None
    form = HostingForm(sent, choices=HostChoices.now())
    if form.is_bound and form.is_valid():
        operations.choose_hosting(**form.cleaned_data, by=user, at=clock.now())
        messages.success(request, _("Chosen. Members of every committee can read it."))
        return redirect("hosting")
    return page(request, "committees/hosting/choose_hosting.html", {"form": form})


def make_founding_code(request: HttpRequest) -> HttpResponse:
    """The codes there are, and a new one, which is shown once."""
    user = _host(request)
    form = FoundingCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = operations.make_founding_code(**form.cleaned_data, by=user, at=clock.now())
        request.session[_FRESH] = made.typed
        return redirect("make-founding-code")
    context = {
        "form": form,
        "fresh": request.session.pop(_FRESH, "") if not form.is_bound else "",
        "codes": queries.codes(user, clock.now()),
        "choices": HostChoices.now(),
    }
    return page(request, "committees/hosting/make_founding_code.html", context)


@require_POST
def revoke_founding_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """From now on it opens nothing."""
    user = _host(request)
    code = find(FoundingCode.objects.visible_to(user), public_id)
    operations.revoke_founding_code(code, by=user, at=clock.now())
    messages.success(request, _("Revoked. Committees founded with it stay as they are."))
    return redirect("make-founding-code")


@require_POST
def accept_founding_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """Yes: the founder may open the committee."""
    user = _host(request)
    found = find(FoundingRequest.objects.visible_to(user), public_id)
    founding_requests.accept_founding_request(found, by=user, at=clock.now())
    messages.success(request, _("Accepted. Who asked gets a mail, and can open the committee now."))
    return redirect("hosting")


def decline_founding_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """No, with a sentence."""
    user = _host(request)
    rows = FoundingRequest.objects.visible_to(user).select_related("campus")
    found = find(rows, public_id)
    form = DeclineFoundingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        founding_requests.decline_founding_request(
            found, **form.cleaned_data, by=user, at=clock.now()
        )
        messages.success(request, _("Declined. Who asked gets a mail, and reads why."))
        return redirect("hosting")
    context = {"form": form, "asked": found}
    return page(request, "committees/hosting/decline_founding_request.html", context)


def suspend_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it means, and the reason that the members read."""
    user = _host(request)
    committee = find(Committee.objects.alive().select_related("campus"), public_id)
    form = SuspendCommitteeForm(request.POST if request.method == "POST" else None)
    may_suspend = permissions.suspend_committee(user, committee)
    if form.is_bound and (not may_suspend or form.is_valid()):
        may_suspend.enforce()
        operations.suspend_committee(committee, **form.cleaned_data, by=user, at=clock.now())
        messages.success(request, _("Suspended. Its members get a mail, and read why on its page."))
        return redirect("hosting")
    context = {"committee": committee, "form": form, "may_suspend": may_suspend}
    return page(request, "committees/hosting/suspend_committee.html", context)


@require_POST
def lift_committee_suspension(request: HttpRequest, public_id: str) -> HttpResponse:
    """The committee goes on as before."""
    user = _host(request)
    committee = find(Committee.objects.alive(), public_id)
    operations.lift_committee_suspension(committee, by=user, at=clock.now())
    messages.success(request, _("The suspension is over. Its members are told."))
    return redirect("hosting")


def answer_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was reported, and the answer."""
    user = _host(request)
    report = _report(user, public_id)
    form = AnswerReportForm(request.POST if request.method == "POST" else None)
    may_answer = permissions.answer_report(user, report)
    if form.is_bound and (not may_answer or form.is_valid()):
        may_answer.enforce()
        reports.answer_report(report, **form.cleaned_data, by=user, at=clock.now())
        messages.success(request, _("Answered. Who reported it reads it behind their link."))
        return redirect("hosting")
    context = {"report": report, "form": form, "may_answer": may_answer}
    return page(request, "committees/hosting/answer_report.html", context)


@require_POST
def close_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Without an answer."""
    user = _host(request)
    reports.close_report(_report(user, public_id), by=user, at=clock.now())
    messages.success(request, _("Closed. If an address was left, it is deleted."))
    return redirect("hosting")


def _host(request: HttpRequest) -> User:
    user: User = signed_in(request)
    if not permissions.choose_hosting(user):
        raise Http404
    return user


def _report(user: User, public_id: str) -> MisuseReport:
    return find(MisuseReport.objects.visible_to(user).select_related("committee"), public_id)
