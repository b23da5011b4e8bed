"""Moments and lengths in the reader's language."""

from datetime import datetime, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def spoken(at: datetime, zone: tzinfo) -> str:
    """The moment as the clocks of `zone` show it: weekday, day and time."""
    # Translators: a date format, in the letters that Django's "date" filter knows.
    return date_format(at.astimezone(zone), _("l j F Y, H:i"), use_l10n=False)


def hours(count: int) -> str:
    """A period of notice: whole days above one day, else hours."""
    if count > 24 and count % 24 == 0:
        return ngettext("%(count)d day", "%(count)d days", count // 24) % {"count": count // 24}
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
