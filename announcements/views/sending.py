"""Trying an announcement out, sending it, saying yes to it, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from announcements.models import AnnouncementStatus
from announcements.operations import sending
from announcements.operations.writing import Changed
from announcements.views.reading import found_for
from committees.models import Office
from core import clock


@require_POST
def send_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mail a draft to oneself."""
    found, member = found_for(request, public_id)
    sending.send_copy(found, by=member, at=clock.now())
    messages.success(request, _("A copy is on its way to you alone. Read it, then send it."))
    return redirect("announcement", public_id)


@require_POST
def send_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send it, or ask for a second person; the page says which, and takes it back.

    Pressed twice, or in a second window, it is done once, and the page says so.
    """
    found, member = found_for(request, public_id)
    if found.status != AnnouncementStatus.DRAFT and member.holds(Office.COORDINATOR):
        messages.info(request, _("You need do nothing: it was sent before."))
        return redirect("announcement", public_id)
    try:
        sending.send_announcement(found, by=member, at=clock.now(), seen=request.POST.get("seen"))
    except Changed:
        messages.warning(request, _changed())
    return redirect("announcement", public_id)


@require_POST
def confirm_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say yes as the second person."""
    found, member = found_for(request, public_id)
    try:
        sending.confirm_announcement(
            found, by=member, at=clock.now(), seen=request.POST.get("seen")
        )
    except Changed:
        messages.warning(request, _changed())
    else:
        messages.success(request, _("You said yes. It goes out at the time shown."))
    return redirect("announcement", public_id)


@require_POST
def recall_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back before it goes out."""
    found, member = found_for(request, public_id)
    if found.status == AnnouncementStatus.DRAFT:
        return redirect("announcement", public_id)  # pressed twice
    was_sent = found.status == AnnouncementStatus.SENT
    sending.recall_announcement(found, by=member, at=clock.now())
    if was_sent:
        said = _("Taken back. It is a draft again, and nobody has got it.")
    else:
        said = _("Taken back. It is a draft again.")
    messages.success(request, said)
    return redirect("announcement", public_id)


def _changed() -> str:
    return _("Somebody has changed it meanwhile. Nothing was sent. Read it again as it is now.")
