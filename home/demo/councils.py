"""Councils of the demonstration world: one of a city, one across the world, with a meeting ahead."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from committees.models import Committee, Mandate, Membership, Office, Reach
from committees.operations.councils import join_council, open_council
from core import words
from meetings.agenda import Item
from meetings.operations.attendance import say_coming
from meetings.operations.meetings import Details, call_meeting

CITY = "New York Council"
WORLD = "Council of Committees"
OF_THE_CITY = ("City College Committee", "Hunter Rank and File", "Stuyvesant Students")
# In four time zones; each of them has elected its delegates.
OF_THE_WORLD = (
    "Hunter Rank and File",
    "Berkeley Committee",
    "Komitee an der Humboldt",
    "Jadavpur Committee",
)


def found(*, now: datetime) -> None:
    """Both councils, and a meeting of the wider one."""
    at = now - timedelta(hours=3)
    _council(CITY, Reach.CITY, "New York", OF_THE_CITY, at=at)
    council = _council(WORLD, Reach.INTERNATIONAL, "", OF_THE_WORLD, at=at)
    coordinator = _coordinator(council)
    details = Details(
        title=words.get("agenda-council").title,
        local_date=(now + timedelta(days=9)).astimezone(council.timezone).date(),
        local_time=time(13),
        place="Online",
        minutes=60,
        agenda=tuple(Item(title, 15) for title in ("What the committees report", "Motions")),
    )
    meeting = call_meeting(council, kind="council", details=details, by=coordinator, at=at)
    for member in Membership.objects.active().filter(committee=council).order_by("pk")[:3]:
        say_coming(meeting, by=member, at=now - timedelta(hours=1))


def _council(name: str, reach: Reach, area: str, of: Sequence[str], *, at: datetime) -> Committee:
    committees = [Committee.objects.get(name=one) for one in of]
    council = open_council(
        name=name,
        reach=reach,
        area=area,
        aims=words.get("aims-council").body,
        by=_coordinator(committees[0]),
        at=at,
    )
    for committee in committees:
        join_council(council, committee, decision=council.public_id, at=at)
    council.refresh_from_db()
    return council


def _coordinator(committee: Committee) -> Membership:
    rows = Mandate.objects.live().filter(committee=committee, office=Office.COORDINATOR)
    member = rows.select_related("membership").order_by("pk")[0].membership
    member.committee = committee
    return member
