"""Moving the demonstration's clock; outside the demonstration these pages do not exist."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from committees.models import Committee
from core import clock
from core.http import page
from core.middleware import public
from home.demo import deadlines

Page = Callable[..., HttpResponse]
FURTHEST = timedelta(days=5 * 365)


def in_demonstration(view: Page) -> Page:
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
@csrf_exempt  # anybody moves the demonstration's clock; a token would set a visitor a cookie
@in_demonstration
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Go to the moment given, or to the next deadline of one's own committees, else of any.

    The bar on top of every page leads back to that page.
    """
    now = clock.now()
    back = _back(request)
    try:
        target, reached = _wanted(request, now)
    except ValueError:
        messages.error(request, _("This is not a moment. Choose one from the list."))
        return redirect(back)
    if target is None:
        messages.info(request, _("Nothing happens by itself at present."))
    elif not now < target <= now + FURTHEST:
        messages.error(request, _("The clock moves forward only, five years at most."))
    else:
        clock.move_to(target + timedelta(seconds=1))
        moved = _("The clock was moved. What is due happens within seconds; load the page again.")
        messages.success(request, f"{reached} {moved}".strip())
    return redirect(back)


def _back(request: HttpRequest) -> str:
    """The page on which the button was pressed; the list where none of ours is named."""
    path = request.POST.get("next", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else reverse("clock")


def _wanted(request: HttpRequest, now: datetime) -> tuple[datetime | None, str]:
    """The moment to go to, and in words what is due then where no moment was given."""
    given = request.POST.get("to", "")
    if given:
        moment = parse_datetime(given)
        if moment is None or moment.tzinfo is None:
            raise ValueError(given)
        return moment, ""
    soonest = deadlines.ahead(now, _own(request), most=1) or deadlines.ahead(now, most=1)
    if not soonest:
        return None, ""
    told = [str(soonest[0].what), soonest[0].title, soonest[0].committee]
    return soonest[0].at, " · ".join(filter(None, told)) + "."
