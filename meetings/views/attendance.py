"""I'm coming, and not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.speaking import say
from meetings.operations import attendance
from meetings.views.meetings import found_for


@require_POST
def say_coming(request: HttpRequest, public_id: str) -> HttpResponse:
    """One tap: counted among those who are coming."""
    found, member = found_for(request, public_id)
    attendance.say_coming(found, by=member, at=clock.now())
    say(
        request,
        _("You are counted. Nobody sees who is coming, only how many."),
        undo=reverse("say-not-coming", args=[public_id]),
    )
    return redirect("meeting", public_id)


@require_POST
def say_not_coming(request: HttpRequest, public_id: str) -> HttpResponse:
    """One tap: no longer counted."""
    found, member = found_for(request, public_id)
    attendance.say_not_coming(found, by=member, at=clock.now())
    say(
        request,
        _("You are no longer counted."),
        undo=reverse("say-coming", args=[public_id]),
    )
    return redirect("meeting", public_id)
