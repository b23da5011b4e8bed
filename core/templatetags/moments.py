"""A moment as a person reads it: campus time, and the reader's own where it differs."""

from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone

from core import clock

register = template.Library()


def words(moment: datetime, zone: tzinfo) -> str:
    """Weekday, day, month and time in `zone`; the year only where it is not this one."""
    local = moment.astimezone(zone)
    pattern = "D j M, H:i" if local.year == clock.now().astimezone(zone).year else "D j M Y, H:i"
    return formats.date_format(local, pattern)


@register.inclusion_tag("components/moment_words.html", takes_context=True)
def moment_words(
    context: dict[str, Any], moment: datetime | None, zone: tzinfo | str | None = None
) -> dict[str, Any]:
    """`<time>` in campus time; with the reader's time behind it where their zone says otherwise."""
    if moment is None:
        return {"moment": None}
    if isinstance(zone, str):
        zone = ZoneInfo(zone) if zone else None
    campus = zone or timezone.get_current_timezone()
    reader = getattr(context.get("user"), "timezone", None)
    theirs = None
    if reader and moment.astimezone(reader).utcoffset() != moment.astimezone(campus).utcoffset():
        theirs = words(moment, reader)
    return {
        "moment": moment,
        "iso": moment.isoformat(),
        "campus": words(moment, campus),
        "theirs": theirs,
    }
