"""What anybody may know of committees and campuses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.campus_sources.timezones import country_names
from committees.models import Campus, Committee, CommitteeStatus, FacePart
from committees.queries.members import members_count
from core.markdown import to_html

MOST_ON_CAMPUS, MOST_AT_WORK = 50, 20
SIZES = (5000, 2000, 1000, 500, 200, 100, 50, 10)


def coarse(members: int) -> str:
    """A number of members as the public reads it: "50+"; nothing finer."""
    for size in SIZES:
        if members >= size:
            return f"{size}+"
    return _("fewer than 10")


@dataclass(frozen=True, slots=True)
class CommitteeFace:
    """What anybody may know of a committee. Nobody's name is in it."""

    public_id: str
    name: str
    aims: SafeString
    status: str
    status_name: str
    status_sentence: str
    joining: str
    joining_name: str
    size: str
    kind: str
    stands_at: str
    campus_id: str
    place: str
    shows: tuple[str, ...]


_SENTENCES = {
    CommitteeStatus.FORMING: gettext_lazy(
        "It is forming: it is founded when three members have held the founding meeting."
    ),
    CommitteeStatus.FOUNDED: gettext_lazy("It has been founded, and meets and decides."),
    CommitteeStatus.DORMANT: gettext_lazy("It is asleep: nothing has been decided for long."),
    CommitteeStatus.DISSOLVED: gettext_lazy("It has been dissolved."),
}


def faces(committees: Iterable[Committee]) -> list[CommitteeFace]:
    """The public faces of committees fetched by `with_sizes`."""
    return [_face(one, one.members_now) for one in committees]  # type: ignore[attr-defined]


def face(committee: Committee) -> CommitteeFace:
    """The public face of one committee."""
    return _face(committee, members_count(committee))


def with_sizes(campus: Campus) -> list[CommitteeFace]:
    """The committees on a campus that are alive, largest first."""
    return _sized(Committee.objects.filter(campus=campus), MOST_ON_CAMPUS)


def at_work(typed: str) -> list[CommitteeFace]:
    """Workers' committees of this name or at a workplace so named, largest first."""
    typed = typed.replace("\0", "")  # which no text of a database holds
    return _sized(Committee.objects.so_named(typed).filter(kind="workplace"), MOST_AT_WORK)


def at_workplace(area: str) -> list[CommitteeFace]:
    """The workers' committees at one workplace."""
    return _sized(Committee.objects.filter(kind="workplace", area__iexact=area), MOST_AT_WORK)


def _sized(rows: QuerySet[Committee], most: int) -> list[CommitteeFace]:
    """Those that are alive and listed."""
    active = Count("memberships", filter=Q(memberships__status="active"))
    shown = rows.exclude(status=CommitteeStatus.DISSOLVED).filter(
        shows__contains=[FacePart.LISTED], suspended_at__isnull=True
    )
    found = shown.select_related("campus").annotate(members_now=active)
    return faces(found.order_by("-members_now", "name")[:most])


def place(campus: Campus) -> str:
    """City and country, as read."""
    country = country_names().get(campus.country, campus.country)
    return ", ".join(part for part in (campus.city, country) if part)


def _place_of(committee: Committee) -> str:
    if committee.campus:
        return place(committee.campus)
    return country_names().get(committee.territory, committee.territory)


def _face(committee: Committee, members: int) -> CommitteeFace:
    return CommitteeFace(
        public_id=committee.public_id,
        name=committee.name,
        aims=to_html(committee.aims),
        status=committee.status,
        status_name=str(committee.get_status_display()),
        status_sentence=str(_SENTENCES[CommitteeStatus(committee.status)]),
        joining=committee.joining,
        joining_name=str(committee.get_joining_display()),
        size=coarse(members),
        kind=committee.kind,
        stands_at=committee.stands_at,
        campus_id=committee.campus.public_id if committee.campus else "",
        place=_place_of(committee),
        shows=tuple(committee.shows),
    )


@dataclass(frozen=True, slots=True)
class CampusLine:
    """One result of a search."""

    public_id: str
    name: str
    nicknames: str
    place: str
    kind: str
    committees: int


def campus_lines(campuses: Iterable[Campus]) -> list[CampusLine]:
    """Search results with the number of committees at each; one query for all."""
    campuses = list(campuses)
    alive = Committee.objects.alive().listed().filter(campus__in=campuses).values("campus")
    counts = dict(alive.annotate(n=Count("pk")).values_list("campus", "n"))
    return [
        CampusLine(
            public_id=one.public_id,
            name=one.name,
            nicknames=", ".join(one.nicknames[:3]),
            place=place(one),
            kind=str(one.get_kind_display()),
            committees=counts.get(one.pk, 0),
        )
        for one in campuses
    ]
