"""One's own membership, and the roll."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from committees import queries
from committees.models import Committee
from committees.operations import memberships
from core import clock
from core.http import find, page, signed_in


def leave_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """What leaving ends, then leaving."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = queries.membership_of(request.user, committee)
    if request.method == "POST":
        memberships.leave_committee(member, at=clock.now())
        messages.success(request, _("You have left %(committee)s.") % {"committee": committee.name})
        return redirect("dashboard")
    context = {"committee": committee, "leaving": queries.leaving(member)}
    return page(request, "committees/leave_committee.html", context)
