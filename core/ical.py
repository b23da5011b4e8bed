"""Calendar files (RFC 5545): published, private, with their time zones, and without people."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration

AROUND = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `uid` is the same for good; `sequence` rises with each change; times are aware.

    `is_busy` False leaves the time free in the reader's calendar: a deadline, a vote of two days.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    timezone: tzinfo
    summary: str
    url: str
    location: str = ""
    description: str = ""
    is_cancelled: bool = False
    is_busy: bool = True


def to_ical(
    entries: Sequence[Entry], *, at: datetime, name: str = "", refresh: timedelta | None = None
) -> bytes:
    """A file of these events, each zone described once; `name` and `refresh` are for a feed.

    Ends are durations: on the night the clocks go back a local end could mean two moments.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.MAIL_DOMAIN}//calendar//EN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    if refresh:
        # RFC 7986, and what older readers know.
        calendar.add("refresh-interval", vDuration(refresh), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh))
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, at))
    written: bytes = calendar.to_ical()
    return written


def _zones(entries: Iterable[Entry]) -> Iterable[Timezone]:
    times: dict[str, list[Entry]] = {}
    for entry in entries:
        times.setdefault(str(entry.timezone), []).append(entry)
    for name, those in sorted(times.items()):
        yield Timezone.from_tzinfo(
            those[0].timezone,
            name,
            first_date=min(one.starts_at for one in those).date() - AROUND,
            last_date=max(one.ends_at for one in those).date() + AROUND,
        )


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(entry.timezone))
    event.add("duration", vDuration(entry.ends_at - entry.starts_at))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    is_busy = entry.is_busy and not entry.is_cancelled
    event.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    event.add("url", entry.url)
    event.add("summary", _clean(_summary(entry)))
    if entry.location:
        event.add("location", _clean(entry.location))
    if entry.description:
        event.add("description", _clean(entry.description))
    return event


def _summary(entry: Entry) -> str:
    """Readers that subscribe to a feed show what is cancelled like the rest: the words say it."""
    if not entry.is_cancelled:
        return entry.summary
    return _("Cancelled: %(what)s") % {"what": entry.summary}


def _clean(text: str) -> str:
    """Every kind of line end as one, and no control characters, which the standard forbids."""
    lines = "\n".join(text.splitlines())
    return "".join(
        letter for letter in lines if letter == "\n" or unicodedata.category(letter) != "Cc"
    )
