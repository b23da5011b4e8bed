"""Reporting a public page, and reading what the host answered; both without an account."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from accounts.limits import consume, limited, network_of
from committees.forms.reports import ReportForm
from committees.models import Committee, MisuseReport
from committees.operations import reports as operations
from core import clock
from core.http import find, page
from core.middleware import public

# The public pages on which a committee's own words stand.
REPORTABLE = ("committee", "public-statement", "resolution")


@public
@limited
def report_misuse(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The form. `page` is the path of what is reported; else it is the committee's own page.

    Statements of a committee that is not listed are public, too: its name stays off this page.
    """
    committee = find(Committee.objects.alive().filter(suspended_at__isnull=True), committee_id)
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, about=committee_id)
    path = _reportable(request.GET.get("page", "")) or reverse("committee", args=[committee_id])
    if form.is_bound and form.is_trapped:
        return redirect("welcome")  # what a machine sent goes nowhere
    if form.is_bound and form.is_valid():
        consume("report_misuse", committee=committee_id, network=network_of(request))
        report = operations.report_misuse(
            committee,
            path=path,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["text"],
            reply_to=form.cleaned_data["reply_to"],
            key=form.key,
            language=get_language() or "",
            at=clock.now(),
        )
        return redirect("misuse-report", report.public_id)
    context = {"committee": committee, "form": form, "path": path}
    return page(request, "committees/report_misuse.html", context)


@public
def misuse_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whether it is answered, and the answer; not what was reported, nor about whom."""
    report = get_object_or_404(MisuseReport, public_id=public_id)
    response = page(request, "committees/misuse_report.html", {"report": report})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def _reportable(path: str) -> str:
    """The path alone, if it is one of `REPORTABLE`; else nothing."""
    try:
        alone = urlsplit(path).path[:200]
        name = resolve(alone).url_name
    except (ValueError, Resolver404):
        return ""
    return alone if name in REPORTABLE else ""
