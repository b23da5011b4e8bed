"""Pinning an announcement to the top of the list, and taking the pin off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from announcements.operations import pinning
from announcements.views.reading import found_for
from core import clock
from core.speaking import say


@require_POST
def pin_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep it on top; the sentence that says so takes it back."""
    found, member = found_for(request, public_id)
    pinning.pin_announcement(found, by=member, at=clock.now())
    undo = reverse("unpin-announcement", args=[public_id])
    say(request, _("It stands at the top of the announcements now."), undo=undo)
    return redirect("announcement", public_id)


@require_POST
def unpin_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let it stand by its date again."""
    found, member = found_for(request, public_id)
    pinning.unpin_announcement(found, by=member, at=clock.now())
    say(request, _("It stands among the others again, by its date."))
    return redirect("announcement", public_id)
