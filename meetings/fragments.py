"""Parts of a page that are fetched anew while it stands: cheap where nothing has changed."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language
from redis.exceptions import RedisError

from core import clock
from meetings import states
from meetings.models import Meeting

KEPT_SECONDS = 5
Made = TypeVar("Made")


def mark(meeting: Meeting) -> str:
    """What the stream's state says, too: another word where the page has something else to show."""
    made: str | None = meeting.__dict__.get("_mark")
    if made is None:
        made = f"{meeting.version}.{states.mark(states.hands(meeting))}"
        meeting.__dict__["_mark"] = made  # of the page that is being written
    return made


def fragment(
    request: HttpRequest, meeting: Meeting, render: Callable[[], str], *, also: str = ""
) -> HttpResponse:
    """304 where the reader has this state already; `also` is what else the part depends on."""
    now = mark(meeting)
    tag = f'"{now}.{get_language()}{also and "." + also}"'
    answer: HttpResponse
    # What is compressed on its way comes back with a weak tag.
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        answer = HttpResponseNotModified()
    else:
        # A part is no page: nobody is to open it as one.
        answer = HttpResponse(render(), content_type="text/plain; charset=utf-8")
    answer["ETag"], answer["X-Mark"] = tag, now
    answer["X-Now"] = str(states.milliseconds(clock.now()))
    answer["Cache-Control"] = "no-store, private"
    return answer


def kept(meeting: Meeting, made: Callable[[], Made]) -> Made:
    """What is the same for everybody, made once in a few seconds for all who ask in a language."""
    key = f"hall:{meeting.public_id}:{mark(meeting)}:{get_language()}"
    try:
        found: Made | None = cache.get(key)
        if found is None:
            found = made()
            cache.set(key, found, KEPT_SECONDS)
    except (RedisError, OSError):
        return made()
    return found
