"""Writing to a committee without an account, an address that is shown, or a third party."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.limits import consume, limited, network_of
from committees.models import Committee, FacePart
from core import clock
from core.http import find, page
from core.middleware import public
from outreach.forms.contact_form import WriteForm
from outreach.operations import contact_form as operations


@public
@limited
def write_to_committee(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The form; 404 alike for a committee that is not there, not listed, or shows no form."""
    committee = find(Committee.objects.visible_to(None), committee_id)
    if FacePart.CONTACT not in committee.shows:
        raise Http404
    form = WriteForm(request.POST if request.method == "POST" else None, about=committee_id)
    sent = f"{reverse('write-to-committee', args=[committee_id])}?sent=1"
    if form.is_bound and form.is_trapped:
        return redirect(sent)  # what a machine sent goes nowhere, and it learns nothing
    if form.is_bound and form.is_valid():
        consume("write_to_committee", committee=committee_id, network=network_of(request))
        operations.write_to_committee(
            committee,
            text=form.cleaned_data["text"],
            reply_to=form.cleaned_data["reply_to"],
            key=form.key,
            at=clock.now(),
        )
        return redirect(sent)
    context = {
        "committee": committee,
        "form": form,
        "is_sent": "sent" in request.GET and not form.is_bound,
    }
    return page(request, "outreach/write_to_committee.html", context)
