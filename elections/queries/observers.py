"""What an observer watches: counts, both closing lists, and the opening as it happens."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from ballots import definitions
from ballots import queries as ballots
from ballots.models import ClosingList, Contest, ContestStatus, ListKind
from ballots.protocol import lists
from committees.models import Membership
from elections.models import Candidacy, Election, ElectionStatus, Observer, ObserverStatus

_NOTHING_TO_WATCH = (
    ElectionStatus.ANNOUNCED,
    ElectionStatus.NOMINATIONS,
    ElectionStatus.FINAL,
    ElectionStatus.VOID,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A closing list: its kind, how many envelopes it holds, and H(list)."""

    kind: str
    number: int
    hash: str

    @property
    def is_final(self) -> bool:
        return self.kind == ListKind.FINAL


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a key holder has come: of `others` holders, `passed` have their sealed shares."""

    name: str
    is_host: bool
    is_ready: bool
    has_shown_lot: bool
    passed: int
    others: int
    has_signed: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """Everything on the observer's page that changes; names no voter."""

    papers: int | None
    envelopes: int | None
    is_coarse: bool
    lists: list[Listed]
    holders: list[Progress]
    needed: int
    signed: int
    is_counted: bool

    @property
    def mark(self) -> str:
        """Another word when anything of it is another."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


def watched(contest: Contest) -> Watched:
    """Where the contest stands; counts in tens until the close, as for everybody."""
    so_far = ballots.turnout_so_far(contest)
    listed = [_listed(contest, one) for one in contest.lists.order_by("kind")]
    holders = list(_holders(contest))
    return Watched(
        papers=so_far.papers if so_far else contest.papers_issued,
        envelopes=so_far.envelopes if so_far else _envelopes(contest, listed),
        is_coarse=so_far is not None,
        lists=sorted(listed, key=lambda one: one.is_final),
        holders=holders,
        needed=contest.needed,
        signed=sum(one.has_signed for one in holders),
        is_counted=contest.status == ContestStatus.COUNTED,
    )


def list_of(contest: Contest, kind: str) -> ClosingList | None:
    """The first or the final list, once there is one."""
    return contest.lists.filter(kind=kind).first()


def _envelopes(contest: Contest, listed: list[Listed]) -> int | None:
    if contest.envelopes is not None:
        return contest.envelopes
    return max((one.number for one in listed), default=None)


def _listed(contest: Contest, one: ClosingList) -> Listed:
    hashes = ballots.hashes_of(one)
    fingerprint = definitions.of(contest.public_id).fingerprint
    return Listed(one.kind, len(hashes), lists.list_hash(fingerprint, one.withdrawn, hashes).hex())


def _holders(contest: Contest) -> Iterable[Progress]:
    rows = list(contest.holders.order_by("number"))
    passed = list(contest.bundles.values_list("sender", flat=True))
    for one in rows:
        yield Progress(
            name=one.name,
            is_host=one.is_host,
            is_ready=one.ready is not None,
            has_shown_lot=one.r is not None,
            passed=passed.count(one.number),
            others=len(rows) - 1,
            has_signed=one.board_signature is not None,
        )


@dataclass(frozen=True, slots=True)
class Watching:
    """Observers as the election's page shows them to one reader."""

    number: int
    is_mine: bool
    named: Observer | None


def watching(election: Election, member: Membership, own: Candidacy | None) -> Watching:
    """How many watch; whether the reader does; whom the reader, who stands, has named."""
    if election.status in _NOTHING_TO_WATCH:
        return Watching(0, is_mine=False, named=None)
    rows = Observer.objects.watching(election).values_list("membership_id", flat=True)
    found = list(rows)
    return Watching(
        number=len(found),
        is_mine=member.pk in found,
        named=own.observers.live().first() if own else None,
    )


def asked_to_watch(user: object) -> Iterable[Observer]:
    """Where this person was named and has not answered."""
    rows = Observer.objects.filter(
        membership__in=Membership.objects.active().filter(user=user),  # type: ignore[misc]
        status=ObserverStatus.NAMED,
        candidacy__status="standing",
        candidacy__election__status__in=["questions", "voting", "closed"],
    )
    return rows.select_related("candidacy__election__committee").order_by("named_at")
