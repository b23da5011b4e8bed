"""What a council is: to everybody, to those who sit there, and on the map of all of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from committees.models import Affiliation, Committee, CommitteeStatus, FacePart, Reach, Seat
from committees.queries.councils import DEEPEST
from committees.queries.faces import coarse
from core.markdown import to_html

MOST_BRANCHES = 100
MOST_ALONE = 200
# What does not want to be found is on no page that everybody reads.
LISTED = {
    "committee__shows__contains": [FacePart.LISTED],
    "committee__suspended_at__isnull": True,
}
_SENTENCES = {
    CommitteeStatus.FORMING: _(
        "It is forming: it is founded when a second committee joins it. Until then only members of"
        " committees see this page."
    ),
    CommitteeStatus.FOUNDED: _("It has been founded, and its delegates meet and decide."),
    CommitteeStatus.DORMANT: _("It is asleep: nothing has been decided for long."),
    CommitteeStatus.DISSOLVED: _("It has ended."),
}


@dataclass(frozen=True, slots=True)
class Belongs:
    """A committee in a council, as everybody may read it; of a council no size is told."""

    public_id: str
    name: str
    stands_at: str
    size: str


@dataclass(frozen=True, slots=True)
class CouncilFace:
    """What anybody may know of a council. Nobody's name is in it, and no number but bands."""

    public_id: str
    name: str
    aims: SafeString
    reach: str | Promise
    stands_at: str
    status_sentence: str | Promise
    committees: list[Belongs]
    wider: list[Committee]


@dataclass(frozen=True, slots=True)
class Sends:
    """A committee with those who sit in the council for it."""

    public_id: str
    name: str
    seats: int
    delegates: list[str]

    @property
    def free(self) -> int:
        return max(0, self.seats - len(self.delegates))


@dataclass(frozen=True, slots=True)
class Branch:
    """A council with what belongs to it, or a committee; `left` is how many are not shown."""

    public_id: str
    name: str
    stands_at: str
    is_council: bool
    branches: tuple["Branch", ...] = ()
    left: int = 0


def face(council: Committee) -> CouncilFace:
    """The public face of a council; two queries."""
    active = Count("committee__memberships", filter=Q(committee__memberships__status="active"))
    rows = _joined().filter(council=council, **LISTED).annotate(members_now=active)
    wider = Committee.objects.councils().exclude(status=CommitteeStatus.FORMING)
    wider = wider.filter(pk__in=_joined().filter(committee=council).values("council"))
    return CouncilFace(
        public_id=council.public_id,
        name=council.name,
        aims=to_html(council.aims),
        reach=Reach(council.reach).label,
        stands_at=council.stands_at,
        status_sentence=_SENTENCES[CommitteeStatus(council.status)],
        committees=[
            Belongs(
                one.committee.public_id,
                one.committee.name,
                one.committee.stands_at,
                "" if one.committee.is_council else coarse(one.members_now),
            )
            for one in rows.order_by("committee__name", "pk")
        ],
        wider=list(wider.order_by("name", "pk")),
    )


def sitting(council: Committee) -> list[Sends]:
    """Which committee has how many seats, and who sits in them; two queries."""
    delegates = defaultdict(list)
    seats = Seat.objects.taken().filter(affiliation__council=council)
    for seat in seats.select_related("membership").order_by("taken_at", "pk"):
        delegates[seat.affiliation_id].append(seat.membership.shown_name)
    return [
        Sends(one.committee.public_id, one.committee.name, one.seats, delegates[one.pk])
        for one in _joined().filter(council=council).order_by("committee__name", "pk")
    ]


def council_map() -> list[Branch]:
    """Every council that a committee belongs to, from the widest down; one query."""
    below = defaultdict(list)
    councils, inside = {}, set()
    alive = {"council__status__in": ["founded", "dormant"]}
    rows = _joined().filter(council__suspended_at__isnull=True, **alive, **LISTED)
    for one in rows.select_related("council").order_by("committee__name", "pk"):
        councils[one.council_id] = one.council
        below[one.council_id].append(one.committee)
        inside.add(one.committee_id)
    roots = [one for pk, one in councils.items() if pk not in inside]
    roots.sort(key=lambda one: (_WIDEST.index(one.reach), one.name))
    return [_branch(one, below, DEEPEST) for one in roots[:MOST_BRANCHES]]


def alone() -> list[Committee]:
    """Founded committees that belong to no council yet, by name."""
    rows = Committee.objects.listed().filter(kind="campus", status=CommitteeStatus.FOUNDED)
    rows = rows.exclude(pk__in=_joined().values("committee")).select_related("campus")
    return list(rows.order_by("name", "pk")[:MOST_ALONE])


_WIDEST = (Reach.INTERNATIONAL, Reach.COUNTRY, Reach.REGION, Reach.CITY)


def _branch(one: Committee, below: dict[int, list[Committee]], deep: int) -> Branch:
    inside = below.get(one.pk, []) if deep else []
    return Branch(
        public_id=one.public_id,
        name=one.name,
        stands_at=one.stands_at,
        is_council=one.is_council,
        branches=tuple(_branch(each, below, deep - 1) for each in inside[:MOST_BRANCHES]),
        left=max(0, len(inside) - MOST_BRANCHES),
    )


def _joined() -> Any:
    return Affiliation.objects.joined().select_related("committee__campus")
