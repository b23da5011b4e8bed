"""Which time zone a school lies in, from its country, state and place."""

import math
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from core.folding import fold


class Zone(NamedTuple):
    name: str
    latitude: float
    longitude: float


# The zone most people live in, where the list of zones does not put it first.
_MAIN_ZONE = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CY": "Asia/Nicosia",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}
# Schools all over China keep Beijing time, whatever the sun says.
_ONE_CLOCK = {"CN"}

# Split states have the zone of most of their people.
_US_STATES = """
AL Alabama America/Chicago
AK Alaska America/Anchorage
AZ Arizona America/Phoenix
AR Arkansas America/Chicago
CA California America/Los_Angeles
CO Colorado America/Denver
CT Connecticut America/New_York
DE Delaware America/New_York
DC District of Columbia America/New_York
FL Florida America/New_York
GA Georgia America/New_York
HI Hawaii Pacific/Honolulu
ID Idaho America/Boise
IL Illinois America/Chicago
IN Indiana America/Indiana/Indianapolis
IA Iowa America/Chicago
KS Kansas America/Chicago
KY Kentucky America/New_York
LA Louisiana America/Chicago
ME Maine America/New_York
MD Maryland America/New_York
MA Massachusetts America/New_York
MI Michigan America/Detroit
MN Minnesota America/Chicago
MS Mississippi America/Chicago
MO Missouri America/Chicago
MT Montana America/Denver
NE Nebraska America/Chicago
NV Nevada America/Los_Angeles
NH New Hampshire America/New_York
NJ New Jersey America/New_York
NM New Mexico America/Denver
NY New York America/New_York
NC North Carolina America/New_York
ND North Dakota America/Chicago
OH Ohio America/New_York
OK Oklahoma America/Chicago
OR Oregon America/Los_Angeles
PA Pennsylvania America/New_York
RI Rhode Island America/New_York
SC South Carolina America/New_York
SD South Dakota America/Chicago
TN Tennessee America/Chicago
TX Texas America/Chicago
UT Utah America/Denver
VT Vermont America/New_York
VA Virginia America/New_York
WA Washington America/Los_Angeles
WV West Virginia America/New_York
WI Wisconsin America/Chicago
WY Wyoming America/Denver
"""
_CANADIAN_PROVINCES = """
AB Alberta America/Edmonton
BC British Columbia America/Vancouver
MB Manitoba America/Winnipeg
NB New Brunswick America/Moncton
NL Newfoundland and Labrador America/St_Johns
NS Nova Scotia America/Halifax
NT Northwest Territories America/Edmonton
NU Nunavut America/Iqaluit
ON Ontario America/Toronto
PE Prince Edward Island America/Halifax
QC Quebec America/Toronto
SK Saskatchewan America/Regina
YT Yukon America/Whitehorse
"""
_AUSTRALIAN_STATES = """
ACT Australian Capital Territory Australia/Sydney
NSW New South Wales Australia/Sydney
NT Northern Territory Australia/Darwin
QLD Queensland Australia/Brisbane
SA South Australia Australia/Adelaide
TAS Tasmania Australia/Hobart
VIC Victoria Australia/Melbourne
WA Western Australia Australia/Perth
"""


def _by_code_and_name(table: str) -> dict[str, str]:
    zones = {}
    for line in table.strip().splitlines():
        code, rest = line.split(" ", 1)
        name, zone = rest.rsplit(" ", 1)
        zones[fold(code)] = zones[fold(name)] = zone
    return zones


_REGIONS = {
    "US": _by_code_and_name(_US_STATES),
    "CA": _by_code_and_name(_CANADIAN_PROVINCES),
    "AU": _by_code_and_name(_AUSTRALIAN_STATES),
}


def timezone_for(
    country: str, *, region: str = "", latitude: float | None = None, longitude: float | None = None
) -> str:
    """The zone's IANA name: by state, by place, else the country's main one; "" if unknown."""
    zones = _zones_of(country)
    if known := _REGIONS.get(country, {}).get(fold(region)):
        return known
    if not zones:
        return _MAIN_ZONE.get(country, "")
    main = _MAIN_ZONE.get(country, zones[0].name)
    if len(zones) == 1 or country in _ONE_CLOCK or longitude is None:
        return main
    nearest = min(zones, key=lambda zone: _distance(zone, latitude, longitude)).name
    # A small zone that keeps the main one's clock would only puzzle its people.
    return main if _offsets(nearest) == _offsets(main) else nearest


def certain_timezone(country: str, city: str = "") -> str:
    """The zone where country and city leave no doubt, as in "Austin, TX"; "" where they do."""
    if country in _ONE_CLOCK or len({_offsets(zone.name) for zone in _zones_of(country)}) <= 1:
        return timezone_for(country)
    place, _comma, region = (part.strip() for part in city.rpartition(","))
    if place:
        return _REGIONS.get(country, {}).get(fold(region), "")
    # Zones of three parts are small, and share their towns' names with larger ones elsewhere.
    named = (zone.name for zone in _zones_of(country) if zone.name.count("/") == 1)
    return next(
        (one for one in named if fold(one.partition("/")[2].replace("_", " ")) == fold(city)), ""
    )


def zone_choices(country: str = "") -> list[tuple[str, str]]:
    """Every zone to choose from, those of the country first."""
    own = [zone.name for zone in _zones_of(country)]
    return [(name, name) for name in dict.fromkeys((*own, *zone_names()))]


def is_timezone(name: str) -> bool:
    return name in _zone_names() and "/" in name


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone where somebody lives, by name."""
    return tuple(sorted({name for _code, _place, name, *_comment in _rows_of("zone.tab")}))


@cache
def country_names() -> dict[str, str]:
    """English names by ISO 3166 alpha-2, and XK, which public lists use for Kosovo."""
    names = {code: name for code, name, *_rest in _rows_of("iso3166.tab")} | {"XK": "Kosovo"}
    return dict(sorted(names.items(), key=lambda one: fold(one[1])))


@cache
def country_codes() -> frozenset[str]:
    """The codes of `country_names`."""
    return frozenset(country_names())


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _zones_of(country: str) -> tuple[Zone, ...]:
    return tuple(
        Zone(name, *_degrees(place))
        for code, place, name, *_comment in _rows_of("zone.tab")
        if code == country
    )


@cache
def _rows_of(table: str) -> tuple[tuple[str, ...], ...]:
    text = (resources.files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )


def _degrees(place: str) -> tuple[float, float]:
    """±DDMM±DDDMM or ±DDMMSS±DDDMMSS of zone.tab, in degrees."""
    parts = re.fullmatch(r"([+-]\d+)([+-]\d+)", place)
    if parts is None:
        raise ValueError(place)
    values = []
    for part, whole in ((parts[1], 3), (parts[2], 4)):
        minutes, seconds = int(part[whole : whole + 2]), int(part[whole + 2 :] or 0)
        size = int(part[1:whole]) + minutes / 60 + seconds / 3600
        values.append(-size if part[0] == "-" else size)
    return values[0], values[1]


def _distance(zone: Zone, latitude: float | None, longitude: float) -> float:
    """The angle between the places; of the longitudes alone where no latitude is known."""
    east = math.radians(zone.longitude - longitude)
    if latitude is None:
        return abs(math.remainder(east, math.tau))
    here, there = math.radians(latitude), math.radians(zone.latitude)
    cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(east)
    return math.acos(max(-1.0, min(1.0, cosine)))


@cache
def _offsets(name: str) -> tuple[timedelta | None, ...]:
    zone = ZoneInfo(name)
    return tuple(
        datetime(2026, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)
    )
