"""The public list of university domains: one JSON list of objects, about ten thousand."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from committees.campus_sources import rows
from committees.campus_sources.lines import decode
from committees.campus_sources.rows import BadRow, CampusRow, Refused, Unreadable
from core.folding import tokens

SOURCE = "hipo"
SIZE_LIMIT = 64 * 1024 * 1024
ENTRY_LIMIT = 100_000

_DECODER = json.JSONDecoder()
_GAP = re.compile(r"[\s,]*")
# Where the next object begins after a broken one: these objects are flat.
_NEXT_OBJECT = re.compile(r"(?:[,\[}]|^)\s*(?=\{)", re.MULTILINE)
_HIGH_SCHOOL = frozenset({"lycee", "gymnasium", "liceo"})
_COLLEGE = frozenset({"college", "colegio", "cegep", "polytechnic"})


def read(file: BinaryIO) -> Iterator[CampusRow | BadRow]:
    """Rows of the list, numbered from 1; raises `Unreadable` if the file holds no JSON list."""
    raw = file.read(SIZE_LIMIT + 1)
    if len(raw) > SIZE_LIMIT:
        raise Unreadable(_("The file is larger than 64 MB."))
    text = decode(raw)
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    for number, entry in enumerate(_entries(text), start=1):
        if isinstance(entry, Refused):
            yield BadRow(number, str(entry))
            continue
        try:
            yield _row(entry)
        except Refused as refusal:
            yield BadRow(number, str(refusal))


def _entries(text: str) -> Iterator[Any]:
    """Each element of the list, or a `Refused` for one that is no JSON, and go on after it."""
    opening = re.match(r"\s*\[", text)
    if opening is None:
        raise Unreadable(_("This is not a JSON list: it does not begin with “[”."))
    position, is_first = opening.end(), True
    while True:
        gap = _GAP.match(text, position)
        position = gap.end() if gap else position
        if position >= len(text):
            yield Refused(_("The file ends before the list is closed."))
            return
        if text[position] == "]":
            return
        try:
            # A slice, because an error counts the lines from the beginning of what it was given.
            entry, length = _DECODER.raw_decode(text[position : position + ENTRY_LIMIT])
            position += length
        except (ValueError, RecursionError):
            following = _NEXT_OBJECT.search(text, position + 1)
            if is_first and following is None and text[position] != "{":
                raise Unreadable(_("This is not a JSON list of schools.")) from None
            if following is None and not text.rstrip().endswith("]"):
                yield Refused(_("The file ends in the middle of this entry."))
                return
            yield Refused(_("This entry is not valid JSON."))
            if following is None:
                return
            position = following.end()
        else:
            yield entry
        is_first = False


def _row(entry: Any) -> CampusRow:
    if not isinstance(entry, dict):
        raise Refused(_("This entry is not an object with a name and a country."))
    name = rows.clean_name(_text(entry, "name"))
    country = rows.clean_country(_text(entry, "alpha_two_code"))
    region = rows.clean_place(_text(entry, "state-province"), _("Region"))
    domains, pages = _texts(entry, "domains"), _texts(entry, "web_pages")
    websites = (rows.clean_website(page) for page in (*pages, *domains))
    return CampusRow(
        source=SOURCE,
        source_id=rows.make_source_id(country, name, *domains[:1]),
        name=name,
        nicknames=(),
        city="",
        region=region,
        country=country,
        timezone=rows.find_timezone(country, region=region),
        kind=kind_of(name),
        website=next(filter(None, websites), ""),
    )


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(_("“%(key)s” is not text.") % {"key": key})
    return value


def _texts(entry: dict[str, Any], key: str) -> list[str]:
    values = entry.get(key)
    if isinstance(values, str):
        values = [values]
    if not isinstance(values, list):
        return []
    return [value for value in values if isinstance(value, str)]


def kind_of(name: str) -> str:
    """A university unless its name says otherwise: that is what this list collects."""
    words = set(tokens(name))
    if any(word.startswith("univers") for word in words):
        return "university"
    if words & _COLLEGE:
        return "college"
    if words & _HIGH_SCHOOL or {"high", "school"} <= words:
        return "high_school"
    return "university"
