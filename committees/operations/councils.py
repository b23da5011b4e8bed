"""Councils of delegates: opened, joined and left by resolutions of the committees themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees import permissions
from committees.models import (
    Affiliation,
    AffiliationStatus,
    Committee,
    CommitteeKind,
    CommitteeStatus,
    Discretion,
    MandateSource,
    Membership,
    Office,
    Seat,
)
from committees.operations.mandates import end_seats_of, give_mandate
from committees.operations.seats import seat_delegates
from committees.queries.councils import seats_for
from core.decision import Refused
from core.models import Event

FOUNDED_BY = 2  # committees
PROVISIONAL = (Office.COORDINATOR, Office.RETURNING_OFFICER)


@transaction.atomic
def open_council(
    *, name: str, reach: str, area: str, aims: str, by: Membership, at: datetime
) -> Committee:
    """A council that forms: it is founded by the resolutions of the committees that join it."""
    permissions.open_council(by, name).enforce()
    home = by.committee
    council = Committee.objects.create(
        kind=CommitteeKind.COUNCIL,
        name=name,
        reach=reach,
        area=area,
        prepared_for=home,
        aims=aims,
        joining="closed",
        discretion=Discretion.PLAIN,
        timezone=home.timezone,
        language=home.language,
        opened_at=at,
    )
    Event.record("committees.council_opened", council, by=by, at=at)
    return council


@transaction.atomic
def discard_council(council: Committee, *, by: Membership, at: datetime) -> Committee:
    """Throw away what was written down, before any meeting has decided on it."""
    council = _locked(council)
    permissions.discard_council(by, council).enforce()
    council.status, council.dissolved_at = CommitteeStatus.DISSOLVED, at
    council.save(update_fields=["status", "dissolved_at"])
    Event.record("committees.council_discarded", council, by=by, at=at)
    return council


@transaction.atomic
def change_council(council: Committee, *, name: str, aims: str, at: datetime) -> Committee:
    """Another name, other aims: its delegates have resolved it, or their vote was set aside."""
    council = _locked(council)
    permissions.change_council(council, name).enforce()
    council.name, council.aims = name, aims
    council.save(update_fields=["name", "aims"])
    Event.record("committees.council_changed", council, by=None, at=at)
    return council


@transaction.atomic
def join_council(
    council: Committee, committee: Committee, *, decision: str, at: datetime
) -> Affiliation:
    """The committee belongs to the council by its resolution `decision`, and its delegates sit there.

    With the second committee the council is founded.
    """
    council = _locked(council)
    permissions.join_council(committee, council).enforce()
    affiliation = Affiliation.objects.create(
        council=council,
        committee=committee,
        decision=decision,
        seats=seats_for(committee),
        counted_at=at,
        joined_at=at,
    )
    Event.record("committees.council_joined", affiliation, by=None, at=at)
    joined = Affiliation.objects.joined().filter(council=council).count()
    if council.status == CommitteeStatus.FORMING and joined >= FOUNDED_BY:
        council.status, council.founded_at = CommitteeStatus.FOUNDED, at
        council.save(update_fields=["status", "founded_at"])
        Event.record("committees.council_founded", council, by=None, at=at)
    seat_delegates(committee, at=at)
    provide_officers(council, at=at)
    return affiliation


@transaction.atomic
def leave_council(affiliation: Affiliation, *, at: datetime) -> Affiliation:
    """The committee belongs to the council no longer, and nobody sits there for it.

    A council that no committee is left in is dissolved.
    """
    affiliation, council = _left(affiliation, at=at)
    if not Affiliation.objects.joined().filter(council=council).exists():
        _dissolved(council, at=at)
    else:
        provide_officers(council, at=at)
    return affiliation


@transaction.atomic
def unjoin_council(affiliation: Affiliation, *, at: datetime) -> Affiliation:
    """The vote by which the committee joined is set aside; a council that forms goes on forming."""
    affiliation, council = _left(affiliation, at=at)
    if council.status == CommitteeStatus.FOUNDED:
        provide_officers(council, at=at)
        if not Affiliation.objects.joined().filter(council=council).exists():
            _dissolved(council, at=at)
    return affiliation


@transaction.atomic
def end_council(council: Committee, *, at: datetime) -> Committee:
    """The clock: no second committee has joined it in time."""
    council = _locked(council)
    permissions.dissolve_committee(None, council, at).enforce()
    for affiliation in Affiliation.objects.joined().filter(council=council).order_by("pk"):
        _left(affiliation, at=at)
    return _dissolved(council, at=at)


@transaction.atomic
def rejoin_council(affiliation: Affiliation, *, at: datetime) -> Affiliation:
    """The vote by which the committee left is set aside: it belongs to the council as before."""
    if not affiliation.council.is_alive:
        raise Refused(
            _("The council ended when the last committee left it. Found a new one instead.")
        )
    return join_council(
        affiliation.council, affiliation.committee, decision=affiliation.decision, at=at
    )


@transaction.atomic
def count_seats(affiliation: Affiliation, *, at: datetime) -> Affiliation:
    """Once a day: as many seats as the committee's size gives; those free are filled.

    Where it sends fewer from now on, those who sit keep their seats until their mandates end.
    """
    affiliation = (
        Affiliation.objects.select_for_update(of=("self",))
        .select_related("committee", "council")
        .get(pk=affiliation.pk)
    )
    seats = seats_for(affiliation.committee)
    before, affiliation.seats, affiliation.counted_at = affiliation.seats, seats, at
    affiliation.save(update_fields=["seats", "counted_at"])
    if seats != before:
        Event.record("committees.seats_counted", affiliation, by=None, at=at, seats=seats)
    seat_delegates(affiliation.committee, at=at)
    provide_officers(affiliation.council, at=at)
    return affiliation


def provide_officers(council: Committee, *, at: datetime) -> None:
    """Until the council elects its own: the first delegates of two committees carry its offices."""
    if council.status != CommitteeStatus.FOUNDED:
        return
    for office in PROVISIONAL:
        carried = council.mandates.unended().filter(office=office)
        if carried.exists():
            continue
        firsts: dict[int, Membership] = {}
        seats = Seat.objects.taken().filter(affiliation__council=council)
        for seat in seats.select_related("membership").order_by("affiliation__joined_at", "pk"):
            firsts.setdefault(seat.affiliation_id, seat.membership)
        for member in list(firsts.values())[:2]:
            member.committee = council
            give_mandate(
                member,
                office=office,
                source=MandateSource.FOUNDING,
                decision=council.public_id,
                at=at,
            )


def _left(affiliation: Affiliation, *, at: datetime) -> tuple[Affiliation, Committee]:
    council = _locked(affiliation.council)
    affiliation = Affiliation.objects.select_for_update(of=("self",)).get(pk=affiliation.pk)
    affiliation.council = council
    if not affiliation.can_become(AffiliationStatus.LEFT):
        raise Refused(_("The committee does not belong to this council."))
    end_seats_of(Seat.objects.filter(affiliation=affiliation), at=at)
    affiliation.status, affiliation.left_at = AffiliationStatus.LEFT, at
    affiliation.save(update_fields=["status", "left_at"])
    Event.record("committees.council_left", affiliation, by=None, at=at)
    return affiliation, council


def _dissolved(council: Committee, *, at: datetime) -> Committee:
    council.status, council.dissolved_at = CommitteeStatus.DISSOLVED, at
    council.save(update_fields=["status", "dissolved_at"])
    Event.record("committees.committee_dissolved", council, by=None, at=at)
    return council


def _locked(council: Committee) -> Committee:
    return Committee.objects.select_for_update(of=("self",)).get(pk=council.pk)
