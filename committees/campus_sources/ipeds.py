"""IPEDS "HD" files of the United States: one CSV row per institution.

Officials' names (CHFNM, CHFTITLE), addresses and telephone numbers are never read.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from committees.campus_sources import lines, rows
from committees.campus_sources.rows import BadRow, CampusRow, Refused
from committees.campus_sources.timezones import country_codes
from core.folding import tokens

SOURCE = "ipeds"

# Postal codes that are countries of their own in ISO 3166.
_ISLANDS = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"})
_UNIVERSITY = frozenset({"university", "universidad", "universite"})
_COLLEGE = frozenset({"college", "colegio", "academy", "seminary", "conservatory"})
_FOUR_YEARS, _MASTERS = "1", 7


def read(file: BinaryIO) -> Iterator[CampusRow | BadRow]:
    """Rows of an HD file in any of its years; raises `Unreadable` if it is none."""
    for record in lines.read_records(file, required=("UNITID", "INSTNM")):
        if isinstance(record, BadRow):
            yield record
            continue
        number, values = record
        try:
            yield _row(values)
        except Refused as refusal:
            yield BadRow(number, str(refusal))


def _row(values: dict[str, str]) -> CampusRow:
    unit = values["unitid"].strip()
    if not (unit.isascii() and unit.isdigit() and len(unit) <= 12):
        raise Refused(_("The UNITID is not a number."))
    if values.get("cyactive", "").strip() == "2":
        raise Refused(_("This institution has closed."))
    name = rows.clean_name(values["instnm"])
    state = rows.clean_place(values.get("stabbr", ""), _("State")).upper()
    country = state if state in _ISLANDS and state in country_codes() else "US"
    latitude, longitude = rows.clean_coordinates(values.get("latitude"), values.get("longitud"))
    return CampusRow(
        source=SOURCE,
        source_id=unit,
        name=name,
        nicknames=rows.clean_nicknames(split_aliases(values.get("ialias", "")), name),
        city=rows.clean_place(values.get("city", ""), _("City")),
        region=state,
        country=country,
        timezone=rows.find_timezone(country, region=state, latitude=latitude, longitude=longitude),
        kind=kind_of(name, values.get("iclevel", ""), values.get("hloffer", "")),
        website=rows.clean_website(values.get("webaddr", "")),
        latitude=latitude,
        longitude=longitude,
    )


def split_aliases(text: str) -> list[str]:
    """The other names in IALIAS, which the years part by bars, semicolons, gaps or commas."""
    for separator in (r"[|;]", r"\s{2,}", r","):
        if re.search(separator, text.strip()):
            return [part.strip() for part in re.split(separator, text) if part.strip()]
    return [text.strip()] if text.strip() else []


def kind_of(name: str, level: str, highest: str) -> str:
    """By its own name first, else a university if it teaches four years and gives a master's."""
    words = set(tokens(name))
    if words & _UNIVERSITY:
        return "university"
    if words & _COLLEGE or level.strip() != _FOUR_YEARS:
        return "college"
    offers = highest.strip()
    is_number = offers.isascii() and offers.isdigit() and len(offers) <= 4
    return "university" if is_number and int(offers) >= _MASTERS else "college"
