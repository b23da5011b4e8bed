"""The home of a committee: its members' view, and its public face."""

from django.http import HttpRequest, HttpResponse

from archives.queries import moving
from committees.models import Committee, FacePart, Membership
from committees.queries.committees import founding, is_dissolution_asked, recent_changes
from committees.queries.faces import face
from committees.queries.offices import nags
from core import clock
from core.http import find, page, signed_in
from core.middleware import public
from councils.queries import faces as councils
from home.queries.committee import committee_home
from home.queries.faces import face_changes
from outreach.queries.statements import of_committee

MOST_STATEMENTS = 10


@public
def committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """Members see what is going on; everybody else what the committee is and how to join."""
    rows = Committee.objects.visible_to(request.user).select_related("campus")
    found = find(rows, public_id)
    member = None
    if request.user.is_authenticated:
        member = Membership.objects.active().filter(user=request.user, committee=found).first()
    if member is None and found.is_council:
        context = {"committee": found, "face": councils.face(found)}
        return page(request, "home/council_face.html", context)
    if member is None:
        context = {
            "committee": found,
            "face": face(found),
            "statements": of_committee(found)[:MOST_STATEMENTS]
            if FacePart.STATEMENTS in found.shows
            else [],
        }
        return page(request, "home/committee_face.html", context)
    member.committee = found
    now = clock.now()
    context = {
        "committee": found,
        "home": committee_home(found, member, signed_in(request), now),
        "is_asked_for": found.is_alive and is_dissolution_asked(found, now),
        "moving": moving(found, now),
        "nags": nags(found, member),
        "changes": recent_changes(found, now),
        "face_changes": face_changes(found, now),
        "founding": founding(found),
        "sitting": councils.sitting(found) if found.is_council else None,
    }
    return page(request, "home/committee.html", context)
