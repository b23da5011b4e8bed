"""Pages for what went wrong."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _

from core.context import has_fonts
from core.middleware import public
from core.uploads import FilesTooLarge


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        of_files = isinstance(exception, FilesTooLarge)
        return render(request, "413.html", {"of_files": of_files}, status=413)
    return render(request, "400.html", status=400)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever broke may be the database or the files: this page asks neither, and no session.

    Its language is the one that was found for this request, if it came so far.
    """
    with translation.override(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)):
        context = {
            "language": translation.get_language(),
            "rtl": translation.get_language_bidi(),
            "site_name": settings.SITE_NAME,
            **_files(),
        }
        return HttpResponse(render_to_string("500.html", context), status=500)


@public
def csrf_failure(request: HttpRequest, reason: str = "", **_ignored: Any) -> HttpResponse:
    sentence = _(
        "This form was open too long, or cookies are switched off. Go back and send again."
    )
    return render(request, "403.html", {"reason": sentence}, status=403)


def _files() -> dict[str, object]:
    """The addresses of the style sheets and of the display face; none where they are not collected."""
    try:
        sheets = [static(name) for name in ("css/base.css", "css/parts.css")]
    except ValueError:
        return {}
    if not has_fonts():
        return {"sheets": sheets}
    return {
        "sheets": [static("built/fonts.css"), *sheets],
        "face": static("built/fonts/anton.woff2"),
    }
