"""The rules a committee goes by."""

from django.http import HttpRequest, HttpResponse

from committees.models import Committee, Membership
from committees.queries.standing_orders import at_a_glance, delegate_bands, preset_name
from core import clock
from core.http import find, page
from core.middleware import public
from home.queries.standing_orders import groups_shown, plain_groups, presets_shown
from meetings import permissions


@public
def standing_orders(request: HttpRequest, public_id: str) -> HttpResponse:
    """The committee's rules, each with its limits and where it comes from; anybody may read them."""
    committee = find(Committee.objects.visible_to(request.user), public_id)
    member = None
    if request.user.is_authenticated:
        member = Membership.objects.active().filter(user=request.user, committee=committee).first()
    groups = groups_shown(committee, request.user, clock.now())
    context = {
        "committee": committee,
        "preset": preset_name(committee),
        "presets": presets_shown(committee),
        "glance": at_a_glance(plain_groups(groups)),
        "groups": groups,
        "bands": delegate_bands(),
        "may_move": member is not None and permissions.submit_motion(member, committee),
    }
    return page(request, "home/standing_orders.html", context)
