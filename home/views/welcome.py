"""The first page, and the member's own."""

from django.http import HttpRequest, HttpResponse

from accounts.operators import is_operator
from committees.queries.hosting import waits_for
from core import clock
from core.http import page, signed_in
from core.middleware import public
from home.queries.dashboard import dashboard as find_dashboard
from notices.models import MailStop


@public
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, for a visitor."""
    return page(request, "home/welcome.html")


def dashboard(request: HttpRequest) -> HttpResponse:
    """What needs the member's answer, across committees."""
    user = signed_in(request)
    is_host = is_operator(user)
    context = {
        "board": find_dashboard(user, clock.now()),
        "is_mail_stopped": MailStop.objects.visible_to(user).exists(),
        "is_operator": is_host,
        "host_waits": waits_for(user) if is_host else 0,
    }
    return page(request, "home/dashboard.html", context)
