"""Searching what a member may read. What is looked for stands in no log: paths are logged bare."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from committees.models import Committee
from committees.names import one_line
from core import clock
from core.http import page, signed_in
from home.queries import search as queries

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Resolutions, minutes, motions and announcements of one's committees, or of one of them."""
    user = signed_in(request)
    mine = list(Committee.objects.of(user).order_by("name", "pk"))
    text = one_line(request.GET.get("q", "")[:LONGEST])
    committee, kind = request.GET.get("committee", ""), request.GET.get("kind", "")
    chosen = [one for one in mine if one.public_id == committee]
    result = queries.search(
        user, text, chosen or mine, clock.now(), kind=kind, number=request.GET.get("page")
    )
    context = {
        "typed": text,
        "mine": mine,
        "kinds": queries.KINDS.items(),
        "kind": kind if kind in queries.KINDS else "",
        "chosen": chosen[0].public_id if chosen else "",
        "result": result,
        "names": queries.KINDS,
    }
    return page(request, "home/search.html", context)
