"""What follows a visit: taken on, handed back, done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find
from core.speaking import say
from outreach.models import FollowUp
from outreach.operations import delegations_follow_ups as operations


@require_POST
def take_follow_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """I take it."""
    found, member = _found(request, public_id)
    operations.take_follow_up(found, by=member, at=clock.now())
    undo = reverse("hand-back-follow-up", args=[public_id])
    say(request, _("You have taken this on. You get a reminder."), undo=undo)
    return redirect("delegation", found.delegation.public_id)


@require_POST
def hand_back_follow_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """I cannot do it after all."""
    found, member = _found(request, public_id)
    operations.hand_back_follow_up(found, by=member, at=clock.now())
    say(request, _("Handed back. Somebody else can take it on."))
    return redirect("delegation", found.delegation.public_id)


@require_POST
def finish_follow_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is done."""
    found, member = _found(request, public_id)
    operations.finish_follow_up(found, by=member, at=clock.now())
    say(request, _("Done. Nobody is reminded of it any more."))
    return redirect("delegation", found.delegation.public_id)


def _found(request: HttpRequest, public_id: str) -> tuple[FollowUp, Membership]:
    rows = FollowUp.objects.visible_to(request.user)
    found = find(rows.select_related("delegation__committee", "membership"), public_id)
    return found, membership_of(request.user, found.delegation.committee)
