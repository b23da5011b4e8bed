"""The ways of a resolution: up to the councils of its committee, down to a council's committees."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from committees.models import Affiliation, Committee
from committees.queries.councils import DEEPEST
from meetings.models import Circulation, CirculationStatus, Resolution


@dataclass(frozen=True, slots=True)
class Step:
    """A committee through which a text came, and what it answered whoever sent it; the first, nobody."""

    committee: str
    committee_id: str
    answer: str | Promise


@dataclass(frozen=True, slots=True)
class Answer:
    """What a council, or a committee of it, made of a resolution that was sent to it."""

    committee: str
    committee_id: str
    status: str
    words: str | Promise


def history(resolution: Resolution) -> list[Step]:
    """From whom the text came to whom, this resolution last; empty where it began here."""
    chain, seen = [resolution], {resolution.pk}
    while len(chain) <= DEEPEST:
        before = chain[0].origin
        if before is None or before.pk in seen:
            break
        seen.add(before.pk)
        chain.insert(0, before)
    if len(chain) == 1:
        return []
    answers = {
        (one.resolution_id, one.committee_id): CirculationStatus(one.status).label
        for one in Circulation.objects.filter(resolution__in=[one.pk for one in chain])
    }
    return [
        Step(
            one.committee.name,
            one.committee.public_id,
            answers.get((one.origin_id, one.committee_id), "") if one.origin_id else "",
        )
        for one in chain
    ]


def answers(resolution: Resolution) -> list[Answer]:
    """What councils and committees that belong together answered each other, by name; one query."""
    rows = Circulation.objects.filter(
        resolution=resolution, committee__in=_related(resolution.committee)
    )
    return [
        Answer(
            one.committee.name,
            one.committee.public_id,
            one.status,
            CirculationStatus(one.status).label,
        )
        for one in rows.select_related("committee").order_by("committee__name", "pk")
    ]


def up_and_down(resolution: Resolution) -> list[Committee]:
    """The councils of its committee, and the committees of a council, that have not got it yet."""
    rows = Committee.objects.founded().filter(pk__in=_related(resolution.committee))
    got = resolution.circulations.values("committee")
    return list(rows.exclude(pk__in=got).select_related("campus").order_by("-kind", "name", "pk"))


def _related(committee: Committee) -> list[int]:
    joined = Affiliation.objects.joined()
    rows = joined.filter(Q(council=committee) | Q(committee=committee))
    pairs = rows.values_list("council", "committee")
    return [pk for pair in pairs for pk in pair if pk != committee.pk]
