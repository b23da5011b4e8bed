"""Numbers without persons: made public, taken back, read by everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Committee
from core import clock
from core.http import find, page
from core.middleware import public
from core.speaking import say
from outreach.models import PublishedTotals
from outreach.operations import defence_following as following
from outreach.queries import defence as queries
from outreach.views.actions import own_committee


@public
@require_safe
def reprisal_totals(request: HttpRequest, committee_id: str) -> HttpResponse:
    """What a committee made public; 404 where it made nothing."""
    shown = PublishedTotals.objects.values("committee")
    alive = Committee.objects.visible_to(request.user).filter(pk__in=shown).select_related("campus")
    committee = find(alive, committee_id)
    published = PublishedTotals.objects.get(committee=committee)
    context = {"committee": committee, "totals": queries.public_totals(published)}
    return page(request, "outreach/defence/reprisal_totals.html", context)


@require_POST
def publish_totals(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Show the numbers as they stand now."""
    committee, member = own_committee(request, committee_id)
    following.publish_totals(committee, by=member, at=clock.now())
    say(request, _("Everybody can read these numbers now. Later ones show when you publish anew."))
    return redirect("reprisal-totals", committee_id)


@require_POST
def unpublish_totals(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Take them back."""
    committee, member = own_committee(request, committee_id)
    following.unpublish_totals(committee, by=member, at=clock.now())
    say(request, _("The numbers are public no more."))
    return redirect("defence", committee_id)
