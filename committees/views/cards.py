"""Invitations on paper: made and printed at once, since nothing can be printed again."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from committees import cards, permissions
from committees.models import Committee, Discretion
from committees.operations import invitations
from committees.queries.members import membership_of
from core import clock
from core.http import find, signed_in
from core.printing import fonts, paper


@never_cache
def print_invitations(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the cards are; POST answers with the sheet."""
    rows = Committee.objects.of(signed_in(request)).select_related("campus")
    committee = find(rows, public_id)
    member, now = membership_of(request.user, committee), clock.now()
    is_printable = fonts.are_built() and not cards.missing(committee)
    if request.method == "POST" and is_printable:
        # A sheet that cannot be set leaves no invitation behind.
        with transaction.atomic():
            made = invitations.print_invitations(committee, by=member, at=now)
            sheet = cards.sheet(committee, made)
        response = HttpResponse(sheet, content_type="application/pdf")
        response["Content-Disposition"] = 'attachment; filename="invitations.pdf"'
        return response
    context = {
        "committee": committee,
        "may_print": permissions.print_invitations(member, committee, now),
        "is_printable": is_printable,
        "missing": cards.missing(committee) if fonts.are_built() else "",
        "is_discreet": committee.discretion == Discretion.DISCREET,
        "paper": paper.of(committee.country),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "committees/print_invitations.html", context, status=status)
