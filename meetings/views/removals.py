"""The way to a motion that ends a membership, and the reply to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.limits import consume, limited
from core import clock
from core.http import page
from core.speaking import say
from meetings import effects, permissions
from meetings.forms.removals import ProposeRemovalForm, ReplyForm
from meetings.operations import motions as operations
from meetings.removal import removing, reply_to
from meetings.views.motions import committee_for, found_for


@limited
def propose_removal(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Say whom it is about; the motion is put on the next page."""
    committee, member = committee_for(request, committee_id)
    permissions.submit_motion(member, committee).enforce()
    if request.method == "POST":
        # Or who is a member could be found out by trying names.
        consume("propose_removal", member=member.public_id)
    form = ProposeRemovalForm(request.POST or None, committee=committee)
    if request.method == "POST" and form.is_valid():
        asked = effects.token(removing(form.cleaned_data["member"]))
        return redirect(f"{reverse('submit-motion', args=[committee_id])}?effect={asked}")
    context = {"committee": committee, "form": form}
    return page(request, "meetings/motions/propose_removal.html", context)


def reply_to_removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whoever it is about says something to it."""
    motion, member = found_for(request, public_id)
    permissions.reply_to_removal(member, motion).enforce()
    form = ReplyForm(request.POST or None, initial={"text": reply_to(motion)})
    if request.method == "POST" and form.is_valid():
        operations.reply_to_removal(motion, form.cleaned_data["text"], by=member, at=clock.now())
        say(request, _("Your reply stands beside the motion. You can change it until the vote."))
        return redirect("motion", public_id)
    context = {"motion": motion, "form": form}
    return page(request, "meetings/motions/reply_to_removal.html", context)
