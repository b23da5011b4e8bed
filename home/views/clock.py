"""Moving the demonstration's clock; outside the demonstration these pages do not exist."""

from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.models import Committee
from core import clock
from core.http import page
from core.middleware import View, public
from home.demo import deadlines

FURTHEST = timedelta(days=5 * 365)


def in_demonstration(view: View) -> View:
    """404 unless this is the demonstration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _own(request: HttpRequest) -> list[int] | None:
    if not request.user.is_authenticated:
        return None
    return list(Committee.objects.of(request.user).values_list("pk", flat=True))


@public
@in_demonstration
def deadlines_ahead(request: HttpRequest) -> HttpResponse:
    """What happens next by itself, one's own committees first."""
    own = _own(request)
    return page(
        request,
        "home/clock.html",
        {
            "own": deadlines.ahead(clock.now(), own) if own else [],
            "everywhere": deadlines.ahead(clock.now()),
        },
    )


@public
@in_demonstration
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Go to the moment given, or to the next deadline of one's own committees, else of any."""
    now = clock.now()
    try:
        target = _wanted(request, now)
    except ValueError:
        messages.error(request, _("This is not a moment. Choose one from the list."))
        return redirect("clock")
    if target is None:
        messages.info(request, _("Nothing happens by itself at present."))
    elif not now < target <= now + FURTHEST:
        messages.error(request, _("The clock moves forward only, five years at most."))
    else:
        clock.move_to(target + timedelta(seconds=1))
        messages.success(
            request,
            _("The clock was moved. What is due happens within seconds; load the page again."),
        )
    return redirect("clock")


def _wanted(request: HttpRequest, now: datetime) -> datetime | None:
    given = request.POST.get("to", "")
    if given:
        moment = parse_datetime(given)
        if moment is None or moment.tzinfo is None:
            raise ValueError(given)
        return moment
    soonest = deadlines.ahead(now, _own(request), most=1) or deadlines.ahead(now, most=1)
    return soonest[0].at if soonest else None
