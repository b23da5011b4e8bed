"""What councils decided before the committee: what waits, what binds it, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from councils import effects_delegates as effects
from councils import permissions
from councils.models import Ratification
from councils.queries import ratifications as queries
from meetings import permissions as meetings
from meetings.effects import token
from meetings.views.motions import committee_for


@require_safe
def ratifications(request: HttpRequest, committee_id: str) -> HttpResponse:
    """What waits for an answer of the committee, and what of its councils binds it."""
    committee, _member = committee_for(request, committee_id)
    found = queries.binding(committee, signed_in(request), clock.now())
    context = {"committee": committee, "found": found}
    return page(request, "councils/ratifications.html", context)


@require_safe
def ratification(request: HttpRequest, public_id: str) -> HttpResponse:
    """One decision of a council: its text, every committee's answer, and how to answer it."""
    rows = Ratification.objects.visible_to(request.user, clock.now()).select_related(
        "resolution", "affiliation__committee", "affiliation__council", "motion"
    )
    found = find(rows, public_id)
    committee = found.affiliation.committee
    member = membership_of(request.user, committee)
    may = permissions.answer_ratification(found, clock.now())
    context = {
        "page": queries.ratification_page(found, clock.now()),
        "ratification": found,
        "resolution": found.resolution,
        "committee": committee,
        "may_answer": may and meetings.submit_motion(member, committee),
        "may_call": meetings.call_meeting(member, committee),
        "effect": token(effects.ratifying(found)),
    }
    return page(request, "councils/ratification.html", context)
