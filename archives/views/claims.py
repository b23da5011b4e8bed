"""Coming after one's committee, which has moved to this server."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.limits import consume, limited
from archives.forms import ClaimForm
from archives.operations import claims
from core import clock
from core.decision import Refused
from core.http import page, signed_in


@limited
def claim_membership(request: HttpRequest) -> HttpResponse:
    """Take up a membership by the code that the old server mailed."""
    user = signed_in(request)
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        consume("claim_membership", account=user.public_id)
        try:
            member = claims.claim_membership(form.cleaned_data["code"], by=user, at=clock.now())
        except Refused as fault:
            form.add_error("code", str(fault))
        else:
            messages.success(request, _("You are a member again, as you were before the move."))
            return redirect("committee", member.committee.public_id)
    return page(request, "archives/claim_membership.html", {"form": form})
