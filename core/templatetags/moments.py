"""A moment as a person reads it: campus time, and the reader's own where it differs."""

from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core import clock

register = template.Library()


def words(moment: datetime, zone: tzinfo) -> str:
    """Weekday, day, month and time in `zone`; the year only where it is not this one."""
    local = moment.astimezone(zone)
    is_this_year = local.year == clock.now().astimezone(zone).year
    return formats.date_format(local, "MOMENT_FORMAT" if is_this_year else "MOMENT_YEAR_FORMAT")


@register.inclusion_tag("components/moment_words.html", takes_context=True)
def moment_words(
    context: dict[str, Any],
    moment: datetime | None,
    zone: tzinfo | str | None = None,
    home: tzinfo | None = None,
) -> dict[str, Any]:
    """`<time>` in campus time; with the reader's time behind it where their zone says otherwise.

    `home` is the zone of a reader who has chosen none: their committee's, where it meets elsewhere.
    """
    if moment is None:
        return {"moment": None}
    campus = _zone(zone)
    return {
        "moment": moment,
        "iso": moment.isoformat(),
        "campus": words(moment, campus),
        "theirs": _theirs(context, moment, campus, home),
    }


@register.inclusion_tag("components/moment_poster.html", takes_context=True)
def moment_poster(
    context: dict[str, Any],
    moment: datetime,
    zone: tzinfo | str | None = None,
    home: tzinfo | None = None,
) -> dict[str, Any]:
    """The same as on a poster: weekday, day and hour, each on a line of its own."""
    campus = _zone(zone)
    local = moment.astimezone(campus)
    this_year = local.year == clock.now().astimezone(campus).year
    # Translators: day and month, then with the year; in the letters of Django's "date" filter.
    day = _("j F") if this_year else _("j F Y")
    return {
        "iso": moment.isoformat(),
        "weekday": formats.date_format(local, "l"),
        "day": formats.date_format(local, day, use_l10n=False),
        "hour": formats.date_format(local, "H:i"),
        "theirs": _theirs(context, moment, campus, home),
    }


def _zone(zone: tzinfo | str | None) -> tzinfo:
    if isinstance(zone, str):
        zone = ZoneInfo(zone) if zone else None
    return zone or timezone.get_current_timezone()


def _theirs(
    context: dict[str, Any], moment: datetime, campus: tzinfo, home: tzinfo | None
) -> str | None:
    """The moment on the reader's clock, where that shows something else."""
    reader = getattr(context.get("user"), "timezone", None) or home
    if reader and moment.astimezone(reader).utcoffset() != moment.astimezone(campus).utcoffset():
        return words(moment, reader)
    return None
