"""What delegates are told: the committee's page, the form for a motion, and the delegate's card."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from committees.models import Affiliation, Seat
from core import clock
from core.http import find, page, signed_in
from councils import effects_delegates as effects
from councils import permissions
from councils.effects_sending import sending
from councils.forms.instructions import InstructionsForm
from councils.queries import instructions as queries
from meetings import permissions as meetings
from meetings.effects import token
from meetings.models import Meeting
from meetings.views.motions import committee_for, motion_to_put


@require_safe
def instructions(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The councils ahead, item by item: what our delegates carry, and what nobody has decided."""
    committee, member = committee_for(request, committee_id)
    context = {
        "committee": committee,
        "councils": queries.councils(committee, member, clock.now()),
        "may_call": meetings.call_meeting(member, committee),
        "may_go": permissions.send_delegate(committee, member),
        "going": token(sending(member)),
    }
    return page(request, "councils/instructions.html", context)


def instruct_delegates(request: HttpRequest, committee_id: str, meeting_id: str) -> HttpResponse:
    """Choose for each item what delegates do; then it is a motion, which is put as any other."""
    committee, member = committee_for(request, committee_id)
    affiliation = (
        Affiliation.objects.joined()
        .filter(committee=committee, council__meetings__public_id=meeting_id)
        .select_related("council")
        .first()
    )
    if affiliation is None:
        raise Http404
    meeting = find(Meeting.objects.select_related("committee"), meeting_id)
    permissions.instruct_delegates(member, meeting).enforce()
    told = queries.told(affiliation, meeting)
    form = InstructionsForm(request.POST or None, told=told)
    if request.method == "POST" and form.is_valid():
        asked = effects.instructing(meeting, form.given())
        return page(request, *motion_to_put(committee, {"effect": token(asked)}, clock.now()))
    context = {"committee": committee, "meeting": meeting, "form": form}
    return page(request, "councils/instruct_delegates.html", context)


@require_safe
def my_card(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """From the council's meeting to one's own card."""
    seats = Seat.objects.filter(
        mandate__membership__user=signed_in(request),
        mandate__membership__status="active",
        affiliation__council__meetings__public_id=meeting_id,
    )
    seat = seats.order_by("-taken_at", "-pk").first()
    if seat is None:
        raise Http404
    return redirect("delegate-card", meeting_id, seat.public_id)


@require_safe
def delegate_card(request: HttpRequest, meeting_id: str, seat_id: str) -> HttpResponse:
    """Each item, what the delegate is told by which resolution, and what is missing."""
    seats = Seat.objects.filter(
        affiliation__committee__memberships__user=signed_in(request),
        affiliation__committee__memberships__status="active",
    )
    seats = seats.select_related(
        "affiliation__committee", "affiliation__council", "mandate__membership__user"
    )
    seat = find(seats, seat_id)
    meetings = Meeting.objects.filter(committee=seat.affiliation.council_id)
    meeting = find(meetings.select_related("committee"), meeting_id)
    context = {
        "card": queries.card(meeting, seat, request.user),
        "meeting": meeting,
        "committee": seat.affiliation.committee,
    }
    return page(request, "councils/delegate_card.html", context)
