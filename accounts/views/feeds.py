"""The address for one's own calendar: made, shown once, revoked."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.fresh import fresh_sign_in_required
from accounts.models import CalendarFeed
from accounts.operations import feeds
from core import clock
from core.http import page, signed_in


@fresh_sign_in_required
def make_feed(request: HttpRequest) -> HttpResponse:
    """Explain, then show a new address once."""
    user = signed_in(request)
    context: dict[str, object] = {"has_feed": CalendarFeed.objects.filter(user=user).exists()}
    if request.method == "POST":
        token = feeds.make_feed(user, by=user, at=clock.now())
        context["address"] = settings.PUBLIC_URL + reverse("calendar-feed", args=[token])
        context["subscribe"] = f"webcal:{str(context['address']).partition(':')[2]}"
    return page(request, "account/calendar.html", context)


@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """End the address. No fresh sign-in is asked: ending it must be quick."""
    user = signed_in(request)
    feeds.revoke_feed(user, by=user, at=clock.now())
    messages.success(request, _("The address leads nowhere any more."))
    return redirect("account")
