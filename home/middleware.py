"""Counting what is asked for, by view: for /metrics."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from ballots.middleware import PATH as BOX
from core import numbers

Handler = Callable[[HttpRequest], HttpResponse]
REQUEST = "request"
# Which page of a vote or a meeting is opened how often could tell when somebody voted or came.
TOGETHER = ("ballots", "elections", "meetings")


class counted:  # noqa: N801  named like the function that settings list
    """Count each answer by the name of its view and the first digit of its status."""

    def __init__(self, get_response: Handler) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            numbers.add(f"{REQUEST} {_view(request)} {response.status_code // 100}xx")
        return response


def _view(request: HttpRequest) -> str:
    """The name of an address, never what stands in its place; an app's for what is told together."""
    if request.path_info.startswith(BOX):
        return "ballots"  # it has a door before all others
    found = request.resolver_match
    if found is None or not found.url_name:
        return "none"
    app = found.func.__module__.split(".")[0]
    return app if app in TOGETHER else found.url_name
