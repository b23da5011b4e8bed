"""Campuses that people add."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees import campus_search, permissions
from committees.campus_sources.timezones import timezone_for
from committees.models import Campus
from committees.operations import campus_index
from core.decision import Refused
from core.folding import fold
from core.models import Event


@transaction.atomic
def add_campus(
    name: str,
    *,
    country: str,
    kind: str,
    by: User,
    at: datetime,
    nicknames: Iterable[str] = (),
    city: str = "",
    timezone: str = "",
) -> Campus:
    """Add a campus that is missing; without a zone it gets the country's main one."""
    campus_index.lock()
    permissions.add_campus(by, at).enforce()
    same = campus_search.near_duplicates(name, city, country)
    if any(_key(one.name, one.city) == _key(name, city) for one in same):
        raise Refused(_("This campus is in the list already."))
    campus = Campus.objects.create(
        name=name,
        nicknames=list(nicknames),
        city=city,
        country=country,
        timezone=timezone or timezone_for(country) or "UTC",
        kind=kind,
        added_on=at.date(),
    )
    campus_index.index([campus])
    Event.record("committees.campus_added", campus, by=by, at=at)
    return campus


def _key(name: str, city: str) -> tuple[str, str]:
    return fold(name), fold(city)
