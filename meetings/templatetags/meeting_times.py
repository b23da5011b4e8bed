"""A moment on the campus clock: in mails beside the reader's, in the hall as a clock that runs."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format

from meetings import states
from meetings.wording import spoken

register = template.Library()


@register.simple_tag
def campus_time(moment: datetime | str, zone: tzinfo | str) -> str:
    """The moment as the campus clock shows it."""
    return spoken(_moment(moment), _zone(zone))


@register.simple_tag
def readers_time(moment: datetime | str, zone: tzinfo | str, reader: tzinfo | str) -> str:
    """The moment as the reader's clock shows it; empty where both clocks agree."""
    at = _moment(moment)
    there, here = at.astimezone(_zone(zone)), at.astimezone(_zone(reader))
    return "" if there.utcoffset() == here.utcoffset() else spoken(at, _zone(reader))


def _moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _zone(value: tzinfo | str) -> tzinfo:
    return ZoneInfo(value) if isinstance(value, str) else value


@register.filter
def milliseconds(moment: datetime) -> int:
    """The moment as a browser counts it: for a clock that runs down on the page."""
    return states.milliseconds(moment) or 0


@register.simple_tag
def hour(moment: datetime, zone: tzinfo | str) -> str:
    """The hour and minute of a moment on the campus clock."""
    return date_format(moment.astimezone(_zone(zone)), "H:i")
