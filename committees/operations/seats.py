"""Seats in councils: taken by whoever carries a delegate's mandate, and ended with it."""

from datetime import datetime

from committees import names
from committees.models import (
    Affiliation,
    Committee,
    Mandate,
    Membership,
    Office,
    Seat,
)
from committees.models.councils import SeatQuerySet
from committees.operations.rows import begin_membership, end_membership
from core.models import Event


def seat_delegates(committee: Committee, *, at: datetime) -> list[Seat]:
    """Fill the free seats of the committee in every council that it belongs to; those filled.

    The delegates sit in the order in which they were elected. Somebody who sits in the council for
    another committee already does not sit there twice.
    """
    rows = Affiliation.objects.joined().filter(committee=committee).select_related("council")
    filled = []
    for affiliation in rows.order_by("pk"):
        # Two mandates given at once wait for one another at the council's row.
        council = Committee.objects.select_for_update(no_key=True).get(pk=affiliation.council_id)
        affiliation.council = council
        free = affiliation.seats - affiliation.places.taken().count()
        for mandate in _waiting(affiliation)[: max(0, free)]:
            filled.append(_take(affiliation, mandate, at=at))
    return filled


def end_seats(seats: SeatQuerySet, *, at: datetime) -> list[Membership]:
    """End these seats, and with each the membership of its council; the memberships that ended.

    Whoever calls has ended what they carried there.
    """
    ended = []
    rows = seats.taken().select_related("affiliation__council", "membership__user")
    for seat in rows.select_for_update(of=("self",)).order_by("pk"):
        member = Membership.objects.select_for_update(of=("self",)).get(pk=seat.membership_id)
        member.committee = seat.affiliation.council
        seat.ended_at = at
        seat.save(update_fields=["ended_at"])
        if member.is_active:
            end_membership(member, at=at)
        Event.record("committees.seat_ended", seat, by=None, at=at)
        ended.append(member)
    return ended


def _waiting(affiliation: Affiliation) -> list[Mandate]:
    """The delegates' live mandates of the committee for which nobody sits in this council."""
    rows = Mandate.objects.live().filter(
        committee=affiliation.committee_id,
        office=Office.DELEGATE,
        membership__status="active",
        membership__user__isnull=False,
    )
    seated = Seat.objects.taken().filter(affiliation=affiliation).values("mandate")
    there = Membership.objects.active().filter(committee=affiliation.council).values("user")
    rows = rows.exclude(pk__in=seated).exclude(membership__user__in=there)
    return list(rows.select_related("membership__user").order_by("given_at", "position", "pk"))


def _take(affiliation: Affiliation, mandate: Mandate, *, at: datetime) -> Seat:
    at_home = mandate.membership
    assert at_home.user is not None  # `_waiting` asks for it
    name = _free_name(affiliation, at_home.chosen_name)
    membership = begin_membership(affiliation.council, at_home.user, name, at=at)
    seat = Seat.objects.create(
        affiliation=affiliation, mandate=mandate, membership=membership, taken_at=at
    )
    Event.record("committees.seat_taken", seat, by=None, at=at)
    return seat


def _free_name(affiliation: Affiliation, name: str) -> str:
    """The name at home; where another delegate has it, with a number."""
    number, found = 1, name
    while names.is_taken(affiliation.council, found):
        number += 1
        found = f"{name[: names.CHOSEN_NAME_LENGTH - 4]} {number}"
    return found
