"""Forms that a script sends, so that a lost connection loses nothing (static/js/send.js).

The script cannot see where a redirect leads, and must not follow it: the page that comes after is
the browser's to open, with the message that waits for it. So the redirect becomes a 204 that says
where to go. With `X-Send-Key` the same form sent twice is done once: the answer may have been lost,
not the form.

What was done is remembered in the cache under a keyed hash. While the cache is away, or where it
was flushed between two tries, a form may be done twice. A ballot needs no such memory, and has
none: the last one counts.
"""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from core.middleware import View

Handler = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("rankandfile.sending")
KEY = re.compile(r"[0-9a-f]{32}")
WORKING_SECONDS, DONE_SECONDS = 60, 1800
WORKING = ""


class sent_by_script:  # noqa: N801  named like the function that settings list
    """A redirect becomes a 204 with `X-Goes-To`; a form that was done is answered as before."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or "X-Sent-By-Script" not in request.headers:
            return response
        goes_to = response.headers.get("Location", "")
        if claim := getattr(request, "send_claim", ""):
            _finish(claim, "" if _asks_to_sign_in(goes_to) else goes_to)
        return _told(response, goes_to) if goes_to else response

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Here, as the token is checked and the person known by now."""
        name = _name(request)
        if not name:
            return None
        try:
            if cache.add(name, WORKING, WORKING_SECONDS):
                request.send_claim = name  # type: ignore[attr-defined]
                return None
            done = cache.get(name)
        except RedisError:
            log.warning("the cache is away; a form that is sent twice is done twice")
            return None
        if done:
            return _told(HttpResponse(), done)
        return HttpResponse(status=409)  # the first try is still at work; ask again


def _asks_to_sign_in(goes_to: str) -> bool:
    return goes_to.startswith(resolve_url(settings.LOGIN_URL))


def _name(request: HttpRequest) -> str:
    """The form's name in the cache: who, where, which form, what it says."""
    key = request.headers.get("X-Send-Key", "")
    if request.method != "POST" or not request.user.is_authenticated or not KEY.fullmatch(key):
        return ""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)  # another one on each page
    words = "\n".join([str(request.user.pk), request.path, key, sent.urlencode()])
    return f"sent:{salted_hmac('core.sending', words, algorithm='sha256').hexdigest()}"


def _finish(name: str, goes_to: str) -> None:
    """Remember what was done; what was refused may be sent again."""
    try:
        if goes_to:
            cache.set(name, goes_to, DONE_SECONDS)
        else:
            cache.delete(name)
    except RedisError:
        log.warning("the cache is away; a form that is sent twice is done twice")


def _told(response: HttpResponse, goes_to: str) -> HttpResponse:
    """204, with all else that the answer carries."""
    response.headers.pop("Location", None)
    response.headers["X-Goes-To"] = goes_to
    if _asks_to_sign_in(goes_to):
        response.headers["X-Not-Done"] = "1"
    response.status_code, response.content = 204, b""
    return response
