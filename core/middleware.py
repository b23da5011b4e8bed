"""What every response gets, and what every page asks first."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from core.decision import Refused

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Handler = Callable[[HttpRequest], HttpResponse]
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)


def public(view: View) -> View:
    """Mark a view that visitors may open; every other asks for sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


# What is no page loads nothing: answers given before the policy of pages is put together.
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"


class headers:  # noqa: N801  named like the function that settings list
    """Security headers on every response, static files too; `no-store` on what is not public."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Content-Security-Policy", NO_PAGE)
        if request.path.startswith(settings.STATIC_URL):
            return response
        if _knows_somebody(request) and "Cache-Control" not in response:
            add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store, private"
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie", "HX-Request"))
        return response


def _knows_somebody(request: HttpRequest) -> bool:
    """Whether the page may be about a person: signed in, or signed in until this very answer."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return True  # without a look at the user: the database may be what is away
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


class compressed(GZipMiddleware):  # noqa: N801
    """Pages compressed, with padding of a random length, so that sizes say little (BREACH).

    What another site sends a signed-in person for stays as it is: no site of an attacker can try
    guesses and weigh the answers. `docs/decisions/0073-compression.md` says the rest.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_sent_here = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if is_sent_here and settings.SESSION_COOKIE_NAME in request.COOKIES:
            return response
        return super().process_response(request, response)


class sign_in_required:  # noqa: N801
    """Every page needs sign-in unless its view is marked `public`.

    Whoever was signed out while writing gets the words back, to copy them. A script that sends a
    form keeps them by itself (static/js/drafts.js), and is led to the sign-in like everybody else.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: object,
        kwargs: object,
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False) or request.user.is_authenticated:
            return None
        sign_in = redirect_to_login(request.get_full_path())
        written = _written(request)
        if not written or "X-Sent-By-Script" in request.headers:
            return sign_in
        context = {"written": written, "sign_in": sign_in.url}
        answer = render(request, "signed_out.html", context, status=403)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer


def _written(request: HttpRequest) -> list[str]:
    """What a person wrote into the form: a code, a token or a choice has no spaces."""
    if request.method != "POST":
        return []
    values = [one.strip() for _name, those in request.POST.lists() for one in those]
    return [one for one in values if len(one.split()) > 1 or not one.isascii()]


class refusals:  # noqa: N801
    """An operation's refusal becomes a page with the reason: 403, and what was typed stays behind.

    What is opened though it can only be sent gets a page too, and keeps its status and `Allow`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, Refused):
            return render(request, "403.html", {"reason": str(fault)}, status=403)
        return None
