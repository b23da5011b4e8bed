"""A committee's own page: the public face, and for members what concerns them."""

from django.http import HttpRequest, HttpResponse

from committees import queries
from committees.models import Committee, Membership
from committees.permissions.committees import is_asked_for
from core import clock
from core.http import find, page
from core.middleware import public


@public
def committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """What anybody may know; for its members what it lacks and what was changed."""
    rows = Committee.objects.visible_to(request.user).select_related("campus")
    found = find(rows, public_id)
    now = clock.now()
    context = {"committee": found, "face": queries.face(found)}
    if _is_member(request, found):
        context |= {
            "is_member": True,
            "is_asked_for": found.is_alive and is_asked_for(found, now),
            "nags": queries.nags(found),
            "changes": queries.recent_changes(found, now),
            "founding": queries.founding(found),
        }
    return page(request, "home/committee.html", context)


def _is_member(request: HttpRequest, committee: Committee) -> bool:
    if not request.user.is_authenticated:
        return False
    return Membership.objects.active().filter(committee=committee, user=request.user).exists()
