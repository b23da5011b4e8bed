"""Resolutions: the register, one of them, its public page, and where it travels."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees import campus_search
from committees.models import Committee, Membership
from committees.names import one_line
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.middleware import public
from core.speaking import say
from meetings import permissions
from meetings.forms.records import ReportForm
from meetings.models import Circulation, Resolution, ResolutionStatus
from meetings.operations import resolutions as operations
from meetings.queries import paths
from meetings.queries import records as queries
from meetings.views.records_actions import own_committee

MOST_CAMPUSES = 20


@require_safe
def resolutions(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The register: what is in force, and what was rescinded."""
    committee, _member = own_committee(request, committee_id)
    rows = queries.register(committee, signed_in(request), clock.now())
    context = {
        "committee": committee,
        "in_force": [one for one in rows if one.status != ResolutionStatus.RESCINDED],
        "rescinded": [one for one in rows if one.status == ResolutionStatus.RESCINDED],
    }
    return page(request, "meetings/records/resolutions.html", context)


@public
@require_safe
def resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """One resolution: to its members with all that belongs to it, to others where it is public."""
    rows = Resolution.objects.visible_to(request.user, clock.now())
    rows = rows.select_related(
        "committee__campus", "meeting", "motion__rescinds", "origin__committee", "rescinded_by"
    )
    found = find(rows, public_id)
    context: dict[str, object] = {"resolution": found, "committee": found.committee}
    member = None
    if request.user.is_authenticated:
        member = (
            Membership.objects.active().filter(user=request.user, committee=found.committee).first()
        )
    if member is None:
        context["adopted"] = found.adoptions.in_force().count()
        return page(request, "meetings/records/public_resolution.html", context)
    member.committee = found.committee
    context["page"] = queries.resolution_page(found, member, clock.now())
    return page(request, "meetings/records/resolution.html", context)


@require_POST
def publish_resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give it a page that everybody may read."""
    found, member = _found(request, public_id)
    operations.publish_resolution(found, by=member, at=clock.now())
    undo = reverse("unpublish-resolution", args=[public_id])
    say(request, _("Everybody can read this page now, without signing in."), undo=undo)
    return redirect("resolution", public_id)


@require_POST
def unpublish_resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Only members read it from now on."""
    found, member = _found(request, public_id)
    operations.unpublish_resolution(found, by=member, at=clock.now())
    say(request, _("Only members can read it now. Others may have kept what they read."))
    return redirect("resolution", public_id)


@require_POST
def act_on_resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that it was acted on."""
    found, member = _found(request, public_id)
    operations.act_on_resolution(found, by=member, at=clock.now())
    say(request, _("Members see that it was acted on. Next, report back what came of it."))
    return redirect("resolution", public_id)


def report_back_on_resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what came of it."""
    found, member = _found(request, public_id)
    permissions.report_back_on_resolution(member, found).enforce()
    form = ReportForm(request.POST or None)
    if form.is_bound and form.is_valid():
        operations.report_back_on_resolution(
            found, report=form.cleaned_data["report"], by=member, at=clock.now()
        )
        say(request, _("Your report stands with the resolution. Members read it there."))
        return redirect("resolution", public_id)
    context = {"resolution": found, "committee": found.committee, "form": form}
    return page(request, "meetings/records/report_back_on_resolution.html", context)


def send_resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find another committee, and send it the resolution."""
    found, member = _found(request, public_id)
    now = clock.now()
    permissions.send_resolution(member, found, now).enforce()
    if request.method == "POST":
        to = find(Committee.objects.visible_to(None), one_line(request.POST.get("committee", "")))
        operations.send_resolution(found, to=to, by=member, at=now)
        say(request, _("Sent. The coordinators of that committee get a mail and a notice."))
        return redirect("resolution", public_id)
    typed = one_line(request.GET.get("q", "")[:200])
    is_enough = campus_search.is_enough(typed)
    campuses = campus_search.search(typed).values_list("pk", flat=True)[:MOST_CAMPUSES]
    context = {
        "resolution": found,
        "committee": found.committee,
        "related": paths.up_and_down(found),
        "typed": typed,
        "is_enough": is_enough,
        "committees": queries.committees_to_send_to(found, list(campuses), typed)
        if is_enough
        else [],
    }
    return page(request, "meetings/records/send_resolution.html", context)


@require_safe
def received_resolutions(request: HttpRequest, committee_id: str) -> HttpResponse:
    """What other committees sent to this one."""
    committee, _member = own_committee(request, committee_id)
    context = {"committee": committee, "received": queries.received(committee)}
    return page(request, "meetings/records/received_resolutions.html", context)


@require_safe
def received_resolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """What another committee decided, and asks this one to decide on."""
    found, member = _received(request, public_id)
    context = {
        "circulation": found,
        "resolution": found.resolution,
        "committee": found.committee,
        "may_put": permissions.put_received(member, found),
    }
    return page(request, "meetings/records/received_resolution.html", context)


@require_POST
def put_received(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a motion of one's own committee of it."""
    found, member = _received(request, public_id)
    motion = operations.put_received(found, by=member, at=clock.now())
    say(request, _("It is a motion of your committee now, and you are its proposer."))
    return redirect("motion", motion.public_id)


def _found(request: HttpRequest, public_id: str) -> tuple[Resolution, Membership]:
    """A resolution of one's own committee, though others may be public."""
    rows = Resolution.objects.visible_to(request.user, clock.now())
    found = find(rows.select_related("committee__campus"), public_id)
    return found, membership_of(request.user, found.committee)


def _received(request: HttpRequest, public_id: str) -> tuple[Circulation, Membership]:
    rows = Circulation.objects.visible_to(request.user)
    found = find(
        rows.select_related("committee", "resolution__committee__campus", "motion"), public_id
    )
    return found, membership_of(request.user, found.committee)
