"""What a committee can decide in time only if a coordinator calls a meeting."""

from dataclasses import dataclass
from datetime import datetime

from committees.models import Affiliation, Committee, Mandate, Office
from councils.models import Ratification
from councils.queries.in_time import InTime, in_time
from councils.queries.instructions import meetings_ahead, missing


@dataclass(frozen=True, slots=True)
class TooLate:
    """Of one committee that this person coordinates: what no meeting that is called can decide in time.

    Either a decision of a council to answer, or a meeting of the council for which nothing is decided.
    """

    committee: Committee
    council: Committee
    time: InTime
    ratification: Ratification | None = None


def too_late(user: object, now: datetime) -> list[TooLate]:
    """Of committees that this person coordinates; nothing that no meeting can meet any more.

    A few queries for each council of such a committee, none for anybody else.
    """
    coordinated = list(
        Committee.objects.filter(
            pk__in=Mandate.objects.live()
            .filter(
                office=Office.COORDINATOR,
                membership__user=user,  # type: ignore[misc]
                membership__status="active",
            )
            .values("committee")
        ).select_related("campus")
    )
    joined = Affiliation.objects.joined().filter(committee__in=coordinated)
    by_pk = {one.pk: one for one in coordinated}
    found = []
    for one in joined.select_related("council").order_by("pk"):
        one.committee = by_pk[one.committee_id]
        found += [*_unanswered(one, now), *_untold(one, now)]
    return [one for one in found if one.time.is_late and one.time.call is not None]


def _unanswered(affiliation: Affiliation, now: datetime) -> list[TooLate]:
    rows = Ratification.objects.waiting().filter(affiliation=affiliation, closes_at__gt=now)
    committee, council = affiliation.committee, affiliation.council
    return [
        TooLate(committee, council, in_time(committee, one.closes_at, now), one)
        for one in rows.select_related("resolution").order_by("closes_at", "pk")
    ]


def _untold(affiliation: Affiliation, now: datetime) -> list[TooLate]:
    committee, council = affiliation.committee, affiliation.council
    return [
        TooLate(committee, council, in_time(committee, one.starts_at, now))
        for one in meetings_ahead(affiliation)
        if one.starts_at > now and missing(affiliation, one)
    ]
