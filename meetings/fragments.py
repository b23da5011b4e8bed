"""Parts of a page that are fetched anew while it stands: cheap where nothing has changed."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from redis.exceptions import RedisError

from core import fragments
from meetings import states
from meetings.models import Meeting

KEPT_SECONDS = 5
Made = TypeVar("Made")


def mark(meeting: Meeting) -> str:
    """What the stream's state says, too: another word where the page has something else to show."""
    return f"{meeting.version}.{states.mark(states.asking(meeting))}"


def fragment(
    request: HttpRequest, meeting: Meeting, render: Callable[[], str], *, also: str = ""
) -> HttpResponse:
    """304 where the reader has this state already; `also` is what else the part depends on."""
    return fragments.fragment(request, mark(meeting), render, also=also)


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
