"""Who holds the keys of an election, and how far the opening is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ballots.models import Contest, ContestStatus, Holder, HolderFault
from committees.models import Membership
from core.decision import Decision
from elections import permissions
from elections.models import Election, Teller, TellerStatus
from elections.models.elections import LEAST_TELLERS
from elections.officers import office_over
from elections.states import RUNNING

_OVER = (ContestStatus.COUNTED, ContestStatus.VOID)


@dataclass(frozen=True, slots=True)
class Key:
    """A holder as the page shows it: by name, and what they have done. `faults` name who says so."""

    name: str
    is_host: bool
    is_ready: bool
    showed_lot: bool
    handed_over: bool
    signed: bool
    faults: list[str]

    @property
    def took_part(self) -> bool:
        """Whether they did anything at the opening."""
        return self.showed_lot or self.handed_over or self.signed


@dataclass(frozen=True, slots=True)
class Tellers:
    """The tellers of an election. `asked` has names only for whoever runs it."""

    keys: list[Key]
    needed: int
    holding: list[Teller]
    asked: list[Teller]
    own: Teller | None
    may_ask: Decision
    droppable: list[Teller]
    runs: bool
    is_printed: bool
    is_opening: bool
    is_over: bool
    opens_at: datetime

    @property
    def host_alone(self) -> bool:
        """Whether the server's key opens the ballots by itself, as it stands."""
        if self.is_printed:
            return all(one.is_host for one in self.keys)
        return len(self.holding) < LEAST_TELLERS

    @property
    def lacking(self) -> list[Key]:
        """Who has done nothing while the ballots are opened, or did nothing."""
        return [one for one in self.keys if not one.took_part]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the election's page says of the keys: one's own part, and who holds them."""

    own: Teller | None
    host_alone: bool
    is_opening: bool
    is_over: bool


def telling_of(election: Election, member: Membership) -> Telling:
    """Two queries, whoever holds keys."""
    contest = election.contest
    rows = list(election.tellers.all())
    is_printed = contest.status != ContestStatus.DRAFT
    if is_printed:
        is_held = contest.holders.filter(is_host=False).exists()
    else:
        is_held = [one.status for one in rows].count(TellerStatus.ACCEPTED) >= LEAST_TELLERS
    return Telling(
        own=next((one for one in rows if one.membership_id == member.pk), None),
        host_alone=not is_held,
        is_opening=contest.status == ContestStatus.LISTED,
        is_over=contest.status in _OVER,
    )


def tellers_of(election: Election, member: Membership) -> Tellers:
    """Everything that the page about the keys shows this member."""
    contest = election.contest
    rows = list(election.tellers.select_related("membership").order_by("asked_at", "pk"))
    does_run = bool(office_over(member, election))
    return Tellers(
        keys=keys_of(contest),
        needed=contest.needed,
        holding=[one for one in rows if one.status == TellerStatus.ACCEPTED],
        asked=[one for one in rows if one.status == TellerStatus.ASKED] if does_run else [],
        own=next((one for one in rows if one.membership_id == member.pk), None),
        may_ask=permissions.ask_teller(member, election),
        droppable=[one for one in rows if does_run and permissions.drop_teller(member, one)],
        runs=does_run,
        is_printed=contest.status != ContestStatus.DRAFT,
        is_opening=contest.status == ContestStatus.LISTED,
        is_over=contest.status in _OVER,
        opens_at=contest.complaints_until,
    )


def waiting_for(user: object) -> list[Teller]:
    """What this person has to do as a teller: answer, find their key, open the ballots."""
    asked = Q(status=TellerStatus.ASKED, election__contest__status=ContestStatus.DRAFT)
    statuses = [ContestStatus.PREPARED, ContestStatus.LISTED]
    has_key = Q(status=TellerStatus.ACCEPTED, election__contest__status__in=statuses)
    running = Q(election__status__in=RUNNING)
    members = Membership.objects.active().filter(user=user)  # type: ignore[misc]
    rows = Teller.objects.filter(running, asked | has_key, membership__in=members)
    return list(
        rows.select_related("election__committee", "election__contest").order_by(
            "election__voting_opens_at", "pk"
        )
    )


def keys_of(contest: Contest) -> list[Key]:
    """The holders on the printed paper, in their order."""
    rows = list(contest.holders.order_by("number"))
    passed = set(contest.bundles.values_list("sender", flat=True))
    faults = list(contest.faults.order_by("accused", "accuser"))
    names = {one.number: _name(one) for one in rows}
    return [
        Key(
            name=names[one.number],
            is_host=one.is_host,
            is_ready=one.ready is not None,
            showed_lot=one.r is not None,
            handed_over=one.number in passed or one.board_signature is not None,
            signed=one.board_signature is not None,
            faults=[
                _told(fault, names[fault.accuser])
                for fault in faults
                if fault.accused == one.number
            ],
        )
        for one in rows
    ]


def _name(holder: Holder) -> str:
    return _("The server") if holder.is_host else holder.name


def _told(fault: HolderFault, accuser: str) -> str:
    if fault.fault == HolderFault.Fault.SHARE:
        return _("%(name)s’s browser says: a share handed over was false.") % {"name": accuser}
    return _("%(name)s’s browser says: what was handed over cannot be read.") % {"name": accuser}
