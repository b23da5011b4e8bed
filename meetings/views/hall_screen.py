"""The screen of the hall: on a projector by a ticket, or for visitors who listen. Read-only."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock, qr
from core.http import find, page
from core.middleware import public
from meetings import door, permissions, screens, states
from meetings.fragments import fragment, mark
from meetings.models import Listening, Meeting
from meetings.queries import hall as queries
from meetings.queries.joint import beside
from meetings.queries.joint_results import last_question
from meetings.queries.votes import vote_now
from meetings.running import doors_are_open
from meetings.views.meetings import found_for

SCHEMES = ("light", "dark")
SAYS_OVER = timedelta(minutes=15)


@require_safe
def show_screen(request: HttpRequest, public_id: str) -> HttpResponse:
    """For whoever keeps the door: the code, and the address of the screen for a projector."""
    found, member = found_for(request, public_id)
    permissions.show_screen(member, found).enforce()
    address = screens.address(found)
    context = {
        "address": address,
        "opens": qr.svg(address, _("Opens the screen of the hall")),
        "hall": queries.hall(found, clock.now()),
        **_context(found, with_code=True),
    }
    if found.listening == Listening.VISITORS:
        context["visitors"] = screens.address_for_visitors(found)
        context["listens"] = qr.svg(context["visitors"], _("Opens the page for visitors"))
    return page(request, "meetings/hall/show_screen.html", context)


@require_safe
def door_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """The code as it is now, on the page of whoever keeps the door."""
    found, member = found_for(request, public_id)
    permissions.show_screen(member, found).enforce()
    return fragment(
        request,
        found,
        lambda: render_to_string("meetings/hall/code.html", _context(found, with_code=True)),
        also=door.code(found, clock.now()),
    )


@public
@require_safe
def hall_screen(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the hall sees on its wall."""
    found, given = _asked(request, public_id)
    scheme = request.GET.get("scheme", "")
    context = {
        **_screen(found, with_code=bool(given)),
        "given": given,
        "scheme": scheme if scheme in SCHEMES else "",
        "mark": mark(found),
        "milliseconds": states.milliseconds(clock.now()),
    }
    answer = render(request, "meetings/hall/screen.html", context)
    answer["Cache-Control"] = "no-store, private"
    return answer


@public
@require_safe
def screen_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts of the screen which change."""
    found, given = _asked(request, public_id, is_open_page=True)
    return fragment(
        request,
        found,
        lambda: render_to_string(
            "meetings/hall/screen_now.html", _screen(found, with_code=bool(given)), request
        ),
        also=door.code(found, clock.now()) if given else "",
    )


def _asked(
    request: HttpRequest, public_id: str, *, is_open_page: bool = False
) -> tuple[Meeting, str]:
    """The meeting and its ticket; without one, only where visitors may listen; 404 otherwise.

    A visitor's page that is open when the meeting closes still learns that it is over.
    """
    found, now = (
        find(Meeting.objects.select_related("committee__campus", "joint"), public_id),
        clock.now(),
    )
    given = request.GET.get("ticket", "")
    if given and screens.fits(found, given):
        return found, given
    if found.closed_at is not None:
        is_held = is_open_page and now < found.closed_at + SAYS_OVER
    else:
        is_held = bool(doors_are_open(found, now))
    if given or found.listening != Listening.VISITORS or not is_held:
        raise Http404
    return found, ""


def _screen(found: Meeting, *, with_code: bool) -> dict[str, Any]:
    shown, vote = queries.hall(found, clock.now()), vote_now(found, None)
    return {
        "hall": shown,
        "vote": vote,
        "translations": queries.translations(shown.motion),
        "last": last_question(found, vote.vote if vote else None),
        "beside": beside(found),
        # Where others than members may look on, nobody is named.
        "has_names": with_code and found.listening == Listening.MEMBERS,
        **_context(found, with_code=with_code),
    }


def _context(found: Meeting, *, with_code: bool) -> dict[str, Any]:
    """The meeting, and where it may stand the code at the door with its picture."""
    context: dict[str, Any] = {"meeting": found, "committee": found.committee}
    now = clock.now()
    if with_code and doors_are_open(found, now):
        code = door.code(found, now)
        path = reverse("attend-meeting", args=[found.public_id])
        if found.joint is not None:  # of whichever committee they are
            path = reverse("attend-joint-meeting", args=[found.joint.public_id])
        context["code"] = code
        context["scan"] = qr.svg(
            f"{settings.PUBLIC_URL}{path}?code={code}", _("Says that you are here")
        )
    return context
