"""The log of powers: what the offices of a committee did, for its members."""

from django.http import HttpRequest, HttpResponse

from committees.models import Committee
from committees.queries.members import membership_of, roll_looks
from core import clock
from core.http import find, page, signed_in
from home.queries import powers as queries


def powers(request: HttpRequest, public_id: str) -> HttpResponse:
    """By day and by office; nobody is named."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    membership_of(request.user, committee)
    now = clock.now()
    context = {
        "committee": committee,
        "days": queries.powers(committee, now),
        "roll_looks": roll_looks(committee, now),
    }
    return page(request, "home/powers.html", context)
