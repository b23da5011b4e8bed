"""What every reader yields, and the checks that all sources share."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from committees.campus_sources import timezones
from core.folding import fold
from core.text import TURNING

NAME_LIMIT = 200
NICKNAME_LIMIT = 100
NICKNAMES_LIMIT = 20
PLACE_LIMIT = 100
WEBSITE_LIMIT = 200
SOURCE_ID_LIMIT = 200

KINDS = ("high_school", "college", "university", "other")

_INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200e\u200f\u00ad")
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*\Z")


@dataclass(frozen=True, slots=True)
class CampusRow:
    """One school as its source describes it; `country` is ISO alpha-2, empty text is unknown."""

    source: str
    source_id: str
    name: str
    nicknames: tuple[str, ...]
    city: str
    region: str
    country: str
    timezone: str
    kind: str
    website: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: the line (CSV) or the place in the list (JSON), and why."""

    number: int
    reason: str


class Unreadable(Exception):
    """The whole file is not what the source promises; the message is a sentence."""


class Refused(Exception):
    """One row cannot be used; the message is a sentence."""


def clean(text: str, field: str, limit: int) -> str:
    """Text safe in a mail header, a spreadsheet and a page, or `Refused` naming `field`."""
    text = unicodedata.normalize("NFC", text.strip().translate(_INVISIBLE))
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise Refused(_("%(field)s: control characters are not allowed.") % {"field": field})
    if not TURNING.isdisjoint(text):
        raise Refused(
            _("%(field)s: hidden marks that turn the text around are not allowed.")
            % {"field": field}
        )
    # A spreadsheet runs a cell that begins with one of these as a formula.
    text = " ".join(text.lstrip("=+-@ ").split())
    if len(text) > limit:
        raise Refused(
            _("%(field)s: longer than %(limit)d characters.") % {"field": field, "limit": limit}
        )
    return text


def clean_name(text: str) -> str:
    name = clean(text, _("Name"), NAME_LIMIT)
    if not name:
        raise Refused(_("The name is missing."))
    if not fold(name):
        raise Refused(_("The name holds no letter and no digit."))
    return name


def clean_nicknames(candidates: Iterable[str], name: str) -> tuple[str, ...]:
    """Usable other names, each once and none the name itself; the rest is left out."""
    found: dict[str, str] = {}
    for candidate in candidates:
        try:
            nickname = clean(candidate, _("Nickname"), NICKNAME_LIMIT)
        except Refused:
            continue
        if fold(nickname):
            found.setdefault(nickname.casefold(), nickname)
    found.pop(name.casefold(), None)
    return tuple(found.values())[:NICKNAMES_LIMIT]


def clean_place(text: str, field: str) -> str:
    return clean(text, field, PLACE_LIMIT)


def clean_country(text: str) -> str:
    code = text.strip().upper()
    if not code:
        raise Refused(_("The country is missing."))
    if code not in timezones.country_codes():
        shown = clean(text, _("Country"), 40)
        raise Refused(_("“%(code)s” is not a two-letter country code.") % {"code": shown})
    return code


def clean_website(text: str) -> str:
    """An http or https address, or nothing: a school without a website is still a school."""
    text = text.strip()
    if not text or len(text) > WEBSITE_LIMIT or not text.isascii() or not text.isprintable():
        return ""
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    is_plain = parts.scheme in ("http", "https") and not parts.username and " " not in text
    if not is_plain or not _HOST.fullmatch(host) or len(text) > WEBSITE_LIMIT:
        return ""
    return text


def clean_coordinates(
    latitude: str | None, longitude: str | None
) -> tuple[float | None, float | None]:
    """Both in degrees, or neither: half a place is no place."""
    try:
        north, east = float(latitude or ""), float(longitude or "")
    except ValueError:
        return None, None
    # Zero, zero is how lists write "unknown"; it lies in the sea.
    is_real = -90 <= north <= 90 and -180 <= east <= 180 and (north, east) != (0.0, 0.0)
    return (north, east) if is_real else (None, None)


def make_source_id(*parts: str) -> str:
    """A key that stays the same when only the spelling of the parts changes."""
    return ":".join(fold(part).replace(" ", "-") for part in parts)[:SOURCE_ID_LIMIT]


def find_timezone(
    country: str, *, region: str, latitude: float | None = None, longitude: float | None = None
) -> str:
    """The zone by `timezones.timezone_for`, or `Refused` where nobody lives."""
    zone = timezones.timezone_for(country, region=region, latitude=latitude, longitude=longitude)
    if not zone:
        raise Refused(_("The time zone of this country is not known."))
    return zone
