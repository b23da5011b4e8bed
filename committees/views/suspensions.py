"""Emergency suspension: asked for by one officer, confirmed by a second, lifted by any."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import consume, limited
from committees import permissions
from committees.forms.suspensions import SuspendMemberForm
from committees.models import Committee, Membership
from committees.operations import suspensions as operations
from committees.queries import suspensions as queries
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in


@limited
def suspensions(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked for or holds, and asking for one."""
    by = _officer(request, public_id)
    now = clock.now()
    if request.method == "POST":
        # Or who is a member could be found out by trying names.
        consume("propose_removal", member=by.public_id)
    form = SuspendMemberForm(request.POST if request.method == "POST" else None, by=by)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        operations.suspend_member(data["member"], because=data["because"], by=by, at=now)
        messages.success(
            request, _("The other officers are asked. It takes one of them to say yes.")
        )
        return redirect("suspensions", public_id)
    rows = [
        {
            "member": one,
            "may_confirm": permissions.confirm_suspension(by, one, now),
            "may_lift": permissions.lift_suspension(by, one, now),
        }
        for one in queries.suspensions(by.committee)
    ]
    context = {"committee": by.committee, "form": form, "rows": rows}
    return page(request, "committees/suspensions.html", context)


@require_POST
def confirm_suspension(request: HttpRequest, public_id: str, member_id: str) -> HttpResponse:
    """The second officer's yes."""
    by = _officer(request, public_id)
    operations.confirm_suspension(_about(by, member_id), by=by, at=clock.now())
    messages.success(request, _("Suspended for seven days. The member is told, and why."))
    return redirect("suspensions", public_id)


@require_POST
def lift_suspension(request: HttpRequest, public_id: str, member_id: str) -> HttpResponse:
    """End it before its time."""
    by = _officer(request, public_id)
    operations.lift_suspension(_about(by, member_id), by=by, at=clock.now())
    messages.success(request, _("It is over. Nothing of it is kept but the count."))
    return redirect("suspensions", public_id)


def _officer(request: HttpRequest, public_id: str) -> Membership:
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    by = membership_of(request.user, committee)
    permissions.suspensions(by).enforce()
    return by


def _about(by: Membership, member_id: str) -> Membership:
    found = find(queries.suspensions(by.committee), member_id)
    found.committee = by.committee
    return found
