"""The first page, and the member's own."""

from django.http import HttpRequest, HttpResponse

from core.http import page
from core.middleware import public


@public
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, for a visitor."""
    return page(request, "home/welcome.html")


def dashboard(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """What needs the member's answer, across committees."""
    return page(request, "home/dashboard.html")
