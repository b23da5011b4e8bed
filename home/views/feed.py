"""What a person's own calendar reads: meetings and elections of all their committees."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from accounts.limits import consume, limited, network_of
from accounts.models import User
from accounts.operations.feeds import owner_of
from core import clock
from core.ical import to_ical
from core.middleware import public
from elections import calendars as elections
from meetings import calendars as meetings

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
ASK_AGAIN = timedelta(hours=4)


@public
@limited
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file, without a session: whoever has the address reads the dates, and nothing else."""
    user = owner_of(token)
    if user is None:
        consume("calendar_feed", network=network_of(request))
        raise Http404
    with translation.override(user.language or settings.LANGUAGE_CODE):
        written = _file(user)
    etag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store"
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)  # it gives the one it got, or one of its own
    return answer


def _file(user: User) -> bytes:
    """The same all day as long as nothing changes, so that a reader that asks again gets a 304."""
    now = clock.now()
    span = (now - BACK, now + AHEAD)
    return to_ical(
        [*meetings.of(user, *span), *elections.of(user, *span)],
        at=now.replace(hour=0, minute=0, second=0, microsecond=0),
        name=_("Dates"),
        refresh=ASK_AGAIN,
    )
