"""The box has a door of its own: nothing behind it sees who comes (section 7)."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

PATH = "/box/"
# What an address, a browser or a page before could be read from.
_TELLS = (
    "HTTP_COOKIE",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "HTTP_ORIGIN",
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_ACCEPT_LANGUAGE",
    "REMOTE_HOST",
    "REMOTE_PORT",
)
Handler = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("rankandfile.ballots")


class box_path:  # noqa: N801  named like the function that settings list
    """Answer `/box/` here, before sessions, languages and messages, for whoever asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.host = settings.BALLOT_BOX_ORIGIN.partition("://")[2]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PATH):
            if self.host and request.META.get("HTTP_HOST") == self.host:
                return self._plain(404)  # the box's own origin has no pages and sets no cookies
            return self.get_response(request)
        for name in _TELLS:
            request.META.pop(name, None)
        request.META["REMOTE_ADDR"] = ""
        is_preflight = request.method == "OPTIONS"
        response = self._plain(204) if is_preflight else self._answered(request)
        if is_preflight:  # a teller's page that was saved as a file asks before it signs
            response.headers["Access-Control-Allow-Methods"] = "GET, POST"
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            response.headers["Access-Control-Max-Age"] = "86400"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        try:
            found = resolve(request.path_info, "ballots.urls")
            answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        except (Http404, Resolver404):
            return self._plain(404)
        except Exception:
            # Without the request: its bytes and headers must stand in no log.
            log.exception("the box could not answer")
            return self._plain(500)
        return answer

    def _plain(self, status: int) -> HttpResponse:
        return HttpResponse(b"", content_type="text/plain", status=status)
