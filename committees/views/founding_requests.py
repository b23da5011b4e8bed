"""The gate before a new committee, seen by whoever wants to found one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import consume, limited
from committees import permissions
from committees.forms.hosting import AskToFoundForm
from committees.founding import Gate, founding_query, gate
from committees.models import Campus, Founding, FoundingRequest
from committees.operations import founding_requests as operations
from core import clock
from core.http import find, page, signed_in


def try_code(request: HttpRequest, passed: Gate) -> None:
    """Count what is typed where a code is asked for; a page that begins with other aims is none."""
    if request.method == "POST" and passed.asks_for_code and "begin_with" not in request.POST:
        consume("try_founding_code", account=signed_in(request).public_id)


@limited
def ask_to_found(request: HttpRequest) -> HttpResponse:
    """Ask the host; the same page tells the answer. `campus`, or `area` and `country`, say where."""
    user = signed_in(request)
    campus_id = request.GET.get("campus", "")
    campus = find(Campus.objects.all(), campus_id) if campus_id else None
    given = {"area": request.GET.get("area", "")[:120]}
    given["territory"] = request.GET.get("country", "")[:2]
    passed = gate(user, campus, *given.values())
    if passed.founding != Founding.REVIEW:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = AskToFoundForm(sent, is_at_work=campus is None, given=given)
    may_ask = permissions.ask_to_found(user)
    if form.is_bound and (not may_ask or form.is_valid()):
        may_ask.enforce()
        consume("ask_to_found", account=user.public_id)
        asked = operations.ask_to_found(campus, **form.cleaned_data, by=user, at=clock.now())
        messages.success(request, _("Sent. You get a mail when the host has answered."))
        return redirect(_asking(asked))
    context = {
        "campus": campus,
        "form": form,
        "may_ask": may_ask,
        "found": passed.request,
        "opens_at": _opening(passed.request) if passed.request else "",
        "waiting": FoundingRequest.objects.waiting().filter(user=user).first(),
    }
    return page(request, "committees/ask_to_found.html", context)


@require_POST
def take_back_founding_request(request: HttpRequest, public_id: str) -> HttpResponse:
    """Before or after the answer."""
    user = signed_in(request)
    found = find(FoundingRequest.objects.filter(user=user), public_id)
    operations.take_back_founding_request(found, by=user, at=clock.now())
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect("dashboard")


def _asking(asked: FoundingRequest) -> str:
    return f"{reverse('ask-to-found')}?{founding_query(asked)}"


def _opening(asked: FoundingRequest) -> str:
    """Where the committee is opened once the host has said yes."""
    if asked.campus is not None:
        return reverse("open-committee", args=[asked.campus.public_id])
    return f"{reverse('open-workplace-committee')}?{founding_query(asked)}"
