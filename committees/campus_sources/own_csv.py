"""Our own CSV: the columns of `seeds/campuses.csv`, or the first three of them."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from committees.campus_sources import lines, rows
from committees.campus_sources.rows import BadRow, CampusRow, Refused
from committees.campus_sources.timezones import is_timezone

SOURCE = "csv"


def read(file: BinaryIO) -> Iterator[CampusRow | BadRow]:
    """Rows by name, city and country; raises `Unreadable` if these columns are missing."""
    for record in lines.read_records(file, required=("name", "city", "country"), delimiters=",;\t"):
        if isinstance(record, BadRow):
            yield record
            continue
        number, values = record
        try:
            yield _row(values)
        except Refused as refusal:
            yield BadRow(number, str(refusal))


def _row(values: dict[str, str]) -> CampusRow:
    name = rows.clean_name(values["name"])
    city = rows.clean_place(values["city"], _("City"))
    if not city:
        raise Refused(_("The city is missing."))
    country = rows.clean_country(values["country"])
    region = rows.clean_place(values.get("region", ""), _("Region"))
    latitude, longitude = rows.clean_coordinates(values.get("latitude"), values.get("longitude"))
    own_id = rows.clean(values.get("id", ""), _("Identifier"), rows.SOURCE_ID_LIMIT)
    return CampusRow(
        source=SOURCE,
        source_id=own_id or rows.make_source_id(country, city, name),
        name=name,
        nicknames=rows.clean_nicknames(values.get("nicknames", "").split(";"), name),
        city=city,
        region=region,
        country=country,
        timezone=_timezone(values.get("timezone", ""))
        or rows.find_timezone(country, region=region, latitude=latitude, longitude=longitude),
        kind=_kind(values.get("kind", "")),
        website=rows.clean_website(values.get("website", "")),
        latitude=latitude,
        longitude=longitude,
    )


def _timezone(text: str) -> str:
    name = rows.clean(text, _("Time zone"), 64)
    if name and not is_timezone(name):
        raise Refused(
            _("“%(name)s” is not a time zone; write it like “Europe/Paris”.") % {"name": name}
        )
    return name


def _kind(text: str) -> str:
    kind = rows.clean(text, _("Kind"), 40).lower().replace(" ", "_")
    if kind and kind not in rows.KINDS:
        raise Refused(
            _("“%(kind)s” is not a kind of school; write one of: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(rows.KINDS)}
        )
    return kind or "other"
