"""Parts of a page that are fetched anew while it stands: nothing is sent where nothing changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from core import clock


def fragment(
    request: HttpRequest, mark: str, render: Callable[[], str], *, also: str = ""
) -> HttpResponse:
    """304 where the reader has what `mark` names already; `also` is what else the part depends on."""
    tag = f'"{mark}.{get_language()}{also and "." + also}"'
    answer: HttpResponse
    # What is compressed on its way comes back with a weak tag.
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        answer = HttpResponseNotModified()
    else:
        # A part is no page: nobody is to open it as one.
        answer = HttpResponse(render(), content_type="text/plain; charset=utf-8")
    answer["ETag"], answer["X-Mark"] = tag, mark
    answer["X-Now"] = str(int(clock.now().timestamp() * 1000))
    answer["Cache-Control"] = "no-store, private"
    return answer
