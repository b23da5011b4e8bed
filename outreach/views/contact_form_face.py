"""What everybody sees of a committee: set by a coordinator, or put to a meeting."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.http import page
from core.speaking import say
from meetings import effects
from meetings.views.records_actions import own_committee
from outreach import permissions
from outreach.effects import showing
from outreach.forms.contact_form_face import FaceForm
from outreach.operations import contact_form_face as operations


def set_face(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Choose the parts. Every member can put the same choice to a meeting."""
    committee, member = own_committee(request, committee_id)
    may_set = permissions.set_face(member, committee)
    form = FaceForm(request.POST if request.method == "POST" else None, committee=committee)
    if form.is_bound and form.is_valid():
        shows = form.cleaned_data["shows"]
        if "motion" in request.POST:
            asked = urlencode({"effect": effects.token(showing(shows))})
            return redirect(f"{reverse('submit-motion', args=[committee_id])}?{asked}")
        operations.set_face(committee, shows, by=member, at=clock.now())
        say(request, _("Everybody sees this from now on, and every member is told."))
        return redirect("set-face", committee_id)
    context = {"committee": committee, "form": form, "may_set": may_set}
    return page(request, "outreach/set_face.html", context)
