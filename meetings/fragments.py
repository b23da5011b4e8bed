"""Parts of a page that are fetched anew while it stands: cheap where nothing has changed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language
from redis.exceptions import RedisError

from core import fragments, live
from meetings import states
from meetings.models import Meeting

KEPT_SECONDS = 5
Made = TypeVar("Made")


def mark(meeting: Meeting) -> str:
    """What the stream's state says, too: another word where the page has something else to show."""
    made: str | None = meeting.__dict__.get("_mark")
    if made is None:
        made = f"{meeting.version}.{states.mark(states.asking(meeting))}"
        meeting.__dict__["_mark"] = made  # of the page that is being written
    return made


def fragment(
    request: HttpRequest, meeting: Meeting, render: Callable[[], str], *, also: str = ""
) -> HttpResponse:
    """304 where the reader has this state already; `also` is what else the part depends on."""
    return fragments.fragment(request, mark(meeting), render, also=also)


def alike(
    request: HttpRequest,
    meeting: Meeting,
    template: str,
    context: dict[str, Any],
    *,
    of: str,
    part: live.Part,
) -> str:
    """What is the same for many but for the token in its forms: written once for all of them.

    As `part` the live process hands it to the others.
    """
    given = {**context, "request": request, "csrf_token": live.TOKEN}

    def written() -> str:
        text = render_to_string(template, given)
        live.keep_part(part, mark(meeting), text)
        return text

    return kept(meeting, written, of=of).replace(live.TOKEN, get_token(request))


def kept(meeting: Meeting, made: Callable[[], Made], *, of: str = "") -> Made:
    """What is the same for everybody, made once in a few seconds for all who ask in a language.

    `of` are those for whom alone it is the same.
    """
    key = f"hall:{meeting.public_id}:{mark(meeting)}:{get_language()}:{of}"
    try:
        found: Made | None = cache.get(key)
        if found is None:
            found = made()
            cache.set(key, found, KEPT_SECONDS)
    except (RedisError, OSError):
        return made()
    return found
