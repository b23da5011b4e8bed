"""The home of a committee: its members' view, and its public face."""

from django.http import HttpRequest, HttpResponse

from committees.models import Committee, Membership
from committees.queries import members_count
from core import clock, markdown
from core.http import find, page
from core.middleware import public
from home.queries.committee import committee_home


@public
def committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """Members see what is going on; everybody else what the committee is and how to join."""
    rows = Committee.objects.visible_to(request.user).select_related("campus")
    found = find(rows, public_id)
    member = None
    if request.user.is_authenticated:
        member = Membership.objects.active().filter(user=request.user, committee=found).first()
    if member is None:
        return page(
            request,
            "home/committee_face.html",
            {
                "committee": found,
                "members": members_count(found),
                "aims": markdown.to_html(found.aims),
            },
        )
    member.committee, member.user = found, request.user
    return page(
        request, "home/committee.html", {"home": committee_home(found, member, clock.now())}
    )
