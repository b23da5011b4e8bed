"""Offices: given by a decision, ended by another, by the clock, or by leaving."""

from datetime import datetime

from django.db import transaction

from committees import emails, permissions
from committees.models import (
    EARLY,
    Committee,
    Mandate,
    MandateEnd,
    MandateSource,
    MandateStatus,
    Membership,
    Office,
    Seat,
)
from committees.models.councils import SeatQuerySet
from committees.operations.seats import end_seats, seat_delegates
from core.models import Event
from notices.operations.messages import send_message


@transaction.atomic
def give_mandate(
    membership: Membership,
    *,
    office: str,
    source: str,
    decision: str,
    at: datetime,
    by: Membership | None = None,
    ends_at: datetime | None = None,
    position: int = 1,
) -> Mandate:
    """Give the office by the decision with this identifier, from now on.

    A mandate for the same office that the member still carries ends in the same moment.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    for old in Mandate.objects.unended().filter(membership=membership, office=office):
        because = MandateEnd.SUCCEEDED if old.is_provisional else MandateEnd.TERM
        end_mandate(old, because=because, by=by, at=at)
    mandate = Mandate.objects.create(
        committee=membership.committee,
        membership=membership,
        office=office,
        source=source,
        decision=decision,
        position=position,
        given_at=at,
        ends_at=ends_at,
    )
    Event.record("committees.mandate_given", mandate, by=by, at=at, office=office, source=source)
    if office == Office.DELEGATE:
        seat_delegates(mandate.committee, at=at)
    return mandate


@transaction.atomic
def offer_mandate(
    membership: Membership,
    *,
    office: str,
    source: str,
    decision: str,
    at: datetime,
    ends_at: datetime | None = None,
) -> Mandate:
    """Give the office by this decision from the moment in which the member accepts it."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    mandate = Mandate.objects.create(
        committee=membership.committee,
        membership=membership,
        office=office,
        status=MandateStatus.GIVEN,
        source=source,
        decision=decision,
        given_at=at,
        ends_at=ends_at,
    )
    Event.record("committees.mandate_offered", mandate, by=None, at=at, office=office)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, because: str, by: Membership | None, at: datetime) -> Mandate:
    """End the mandate for a reason of `MandateEnd`; one that has ended stays as it is.

    Into a delegate's seat that falls vacant before its term the first alternate steps at once.
    """
    mandate = _locked(mandate)
    if not mandate.can_become(MandateStatus.ENDED):
        return mandate
    was_live = mandate.status == MandateStatus.LIVE
    mandate.status, mandate.ended_at, mandate.ended_by = MandateStatus.ENDED, at, because
    mandate.save(update_fields=["status", "ended_at", "ended_by"])
    Event.record("committees.mandate_ended", mandate, by=by, at=at, because=because)
    if was_live and mandate.office == Office.DELEGATE:
        end_seats_of(Seat.objects.filter(mandate=mandate), at=at)
        if because in EARLY:
            _step_in(mandate, at=at)
        seat_delegates(mandate.committee, at=at)
    return mandate


def end_seats_of(seats: SeatQuerySet, *, at: datetime) -> None:
    """End these seats in councils, and first every office that is carried from one."""
    carried = Mandate.objects.unended().filter(membership__seat__in=seats.taken())
    for one in carried.select_related("committee").order_by("pk"):
        end_mandate(one, because=MandateEnd.LEFT, by=None, at=at)
    end_seats(seats, at=at)


def _step_in(vacated: Mandate, *, at: datetime) -> None:
    """The first alternate of the same decision carries the rest of the term."""
    if vacated.ends_at is not None and vacated.ends_at <= at:
        return
    waiting = Mandate.objects.live().filter(
        committee=vacated.committee, decision=vacated.decision, office=Office.ALTERNATE
    )
    # Locked as by whoever leaves: the membership before what it carries. Two seats that fall vacant
    # at once thus get two alternates.
    rows = Membership.objects.select_for_update().filter(pk__in=waiting.values("membership"))
    list(rows.order_by("pk"))
    carrying = Mandate.objects.unended().filter(committee=vacated.committee, office=vacated.office)
    able = waiting.filter(membership__status="active").exclude(
        membership__in=carrying.values("membership")
    )
    alternate = able.select_related("membership").order_by("position", "pk").first()
    if alternate is None:
        return
    end_mandate(alternate, because=MandateEnd.STEPPED_IN, by=None, at=at)
    mandate = give_mandate(
        alternate.membership,
        office=vacated.office,
        source=MandateSource.ALTERNATE,
        decision=vacated.decision,
        at=at,
        ends_at=vacated.ends_at,
        position=vacated.position,
    )
    emails.stepped_in(mandate, at=at)


@transaction.atomic
def end_provisional(committee: Committee, *, office: str, at: datetime) -> int:
    """End what the founding gave, after the first declared election of the office; how many."""
    provisional = Mandate.objects.unended().filter(
        committee=committee, office=office, source=MandateSource.FOUNDING
    )
    ended = list(provisional.order_by("pk"))
    for mandate in ended:
        end_mandate(mandate, because=MandateEnd.SUCCEEDED, by=None, at=at)
    return len(ended)


@transaction.atomic
def share_office(other: Membership, *, office: str, by: Membership, at: datetime) -> Mandate:
    """Ask another member to carry a provisional office too; it begins when they accept."""
    committee = Committee.objects.select_for_update().get(pk=by.committee_id)
    permissions.share_office(by, office, other).enforce()
    mandate = Mandate.objects.create(
        committee=committee,
        membership=other,
        office=office,
        status=MandateStatus.GIVEN,
        source=MandateSource.FOUNDING,
        decision=committee.public_id,
        given_at=at,
    )
    Event.record("committees.office_shared", mandate, by=by, at=at, office=office)
    send_message(
        f"office-shared:{mandate.public_id}",
        category="meetings",
        audience="committees.holder",
        about={"mandate": mandate.public_id},
        template="committees/email/office_shared",
        context=committee.mail_context | {"public_id": committee.public_id},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )
    return mandate


@transaction.atomic
def accept_office(mandate: Mandate, *, by: Membership, at: datetime) -> Mandate:
    """Carry the office from now on."""
    mandate = _locked(mandate)
    permissions.accept_office(by, mandate).enforce()
    mandate.status, mandate.given_at = MandateStatus.LIVE, at
    mandate.save(update_fields=["status", "given_at"])
    Event.record("committees.office_accepted", mandate, by=by, at=at)
    if mandate.office == Office.DELEGATE:
        seat_delegates(mandate.committee, at=at)
    return mandate


@transaction.atomic
def decline_office(mandate: Mandate, *, by: Membership, at: datetime) -> Mandate:
    """Say no to an office that was offered."""
    mandate = _locked(mandate)
    permissions.decline_office(by, mandate).enforce()
    mandate = end_mandate(mandate, because=MandateEnd.RESIGNED, by=by, at=at)
    Event.record("committees.office_declined", mandate, by=by, at=at)
    return mandate


@transaction.atomic
def lay_down_office(mandate: Mandate, *, by: Membership, at: datetime) -> Mandate:
    """End one's own mandate before its term."""
    mandate = _locked(mandate)
    permissions.lay_down_office(by, mandate).enforce()
    mandate = end_mandate(mandate, because=MandateEnd.RESIGNED, by=by, at=at)
    Event.record("committees.office_laid_down", mandate, by=by, at=at)
    return mandate


def _locked(mandate: Mandate) -> Mandate:
    """The row alone: who holds its committee's too would wait for whoever leaves, and they for it."""
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("committee")
    return rows.get(pk=mandate.pk)
