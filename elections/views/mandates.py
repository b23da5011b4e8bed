"""Who carries what in a committee, for how long, and given by which decision."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from committees.models import Committee
from committees.queries.members import membership_of
from committees.standing_orders import orders
from committees.standing_orders.rules import RULES
from core import clock
from core.http import find, page, signed_in
from elections.queries.mandates import lives
from elections.queries.recalls import past
from elections.recalls import rules_said


@require_safe
def mandates(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Every mandate with its life as a line; what has ended, without a name."""
    committee = find(Committee.objects.of(signed_in(request)), committee_id)
    member = membership_of(request.user, committee)
    limit = RULES["terms_in_a_row"].said(orders(committee).terms_in_a_row)
    found = lives(committee, member, clock.now())
    context = {
        "committee": committee,
        "carried": found.now,
        "past": found.past,
        "limit": limit,
        "recalls": past(committee),
        "recall_rules": rules_said(committee),
    }
    return page(request, "elections/mandates.html", context)
