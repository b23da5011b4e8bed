"""Founding a committee at a workplace."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.limits import limited
from committees import permissions
from committees.forms.workplaces import GIVEN, OpenWorkplaceCommitteeForm
from committees.founding import gate
from committees.names import one_line
from committees.operations import committees
from committees.views.founding_requests import try_code
from core import clock
from core.http import page, signed_in


@limited
def open_workplace_committee(request: HttpRequest) -> HttpResponse:
    """Name the workplace and oneself; the link of a delegation fills in the first."""
    user = signed_in(request)
    given = {name: request.GET[name][:120] for name in GIVEN if name in request.GET}
    named = request.POST if request.method == "POST" else given
    area, country = (one_line(named.get(name, "")) for name in ("area", "country"))
    passed = gate(user, None, area, country)
    form = OpenWorkplaceCommitteeForm(
        request.POST if request.method == "POST" else None, given=given, passed=passed
    )
    try_code(request, passed)
    if form.is_bound and form.is_valid():
        opened = committees.open_workplace_committee(
            **form.opening(), language=get_language() or "en", by=user, at=clock.now()
        )
        messages.success(
            request,
            _(
                "The committee is open, and you carry its offices. Next: invite two people you trust."
            ),
        )
        return redirect("committee", opened.public_id)
    context = {
        "form": form,
        "may_open": permissions.open_workplace_committee(user, area, country, ""),
        "passed": passed,
    }
    return page(request, "committees/open_workplace_committee.html", context)
