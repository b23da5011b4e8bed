"""The list of workplaces by distance from the campus, and what belongs to one."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from committees.campus_sources.timezones import country_names
from committees.models import Committee
from meetings.models import Motion
from outreach.models import Workplace

EARTH = 6_371.0  # km, mean radius (IUGG)


@dataclass(frozen=True, slots=True)
class WorkplaceLine:
    """One workplace in the list; `km` from the campus, where both are known."""

    workplace: Workplace
    place: str
    km: int | None


def nearest_first(committee: Committee) -> list[WorkplaceLine]:
    """Those whose distance is known by it, then the others by name; one query."""
    rows = Workplace.objects.filter(committee=committee)
    lines = [WorkplaceLine(one, place(one), kilometres(committee, one)) for one in rows]
    return sorted(
        lines, key=lambda one: (one.km is None, one.km or 0, one.workplace.name.casefold())
    )


def place(workplace: Workplace) -> str:
    """City and country, as read."""
    country = country_names().get(workplace.country, workplace.country)
    return ", ".join(part for part in (workplace.city, country) if part)


def kilometres(committee: Committee, workplace: Workplace) -> int | None:
    """As the crow flies (haversine), rounded up; None where a place is not known."""
    campus = committee.campus
    if campus is None or campus.latitude is None or campus.longitude is None:
        return None
    if workplace.latitude is None or workplace.longitude is None:
        return None
    north, other = radians(campus.latitude), radians(workplace.latitude)
    high = sin((other - north) / 2) ** 2
    wide = sin(radians(workplace.longitude - campus.longitude) / 2) ** 2
    angle = 2 * asin(min(1.0, sqrt(high + cos(north) * cos(other) * wide)))
    return max(1, round(EARTH * angle))


def put_to_a_meeting(workplace: Workplace) -> bool:
    """Whether an undecided motion asks for a delegation there."""
    rows = Motion.objects.undecided().filter(committee=workplace.committee_id)
    return rows.filter(effect__workplace=workplace.public_id).exists()
