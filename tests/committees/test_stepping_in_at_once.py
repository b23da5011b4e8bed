"""Seats that fall vacant in the same moment, each in a connection of its own."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from committees.models import Committee, Mandate, Membership
from committees.operations.mandates import lay_down_office
from committees.operations.memberships import leave_committee
from tests import factories
from tests.factories import NOW


def _mandate(committee: Committee, office: str, position: int) -> Mandate:
    return factories.MandateFactory(
        membership=factories.MembershipFactory(committee=committee),
        office=office,
        source="election",
        decision="234567892345",
        position=position,
        ends_at=NOW + timedelta(days=90),
    )


def _at_once(*acts: Callable[[], object]) -> None:
    barrier, faults = threading.Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], object]) -> None:
        barrier.wait(timeout=20)
        try:
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not faults


def _carrying(committee: Committee) -> set[Membership]:
    rows = Mandate.objects.live().filter(committee=committee, office="delegate")
    return {one.membership for one in rows.select_related("membership")}


@pytest.mark.django_db(transaction=True)
def test_two_seats_get_two_alternates() -> None:
    committee = factories.CommitteeFactory()
    seats = [_mandate(committee, "delegate", place) for place in (1, 2)]
    alternates = [_mandate(committee, "alternate", place) for place in (1, 2)]
    first, second = seats
    _at_once(
        lambda: lay_down_office(first, by=first.membership, at=NOW),
        lambda: leave_committee(second.membership, at=NOW),
    )
    assert _carrying(committee) == {one.membership for one in alternates}


@pytest.mark.django_db(transaction=True)
def test_an_alternate_who_leaves_in_that_moment_carries_nothing() -> None:
    committee = factories.CommitteeFactory()
    seat = _mandate(committee, "delegate", 1)
    first, second = (_mandate(committee, "alternate", place) for place in (1, 2))
    _at_once(
        lambda: lay_down_office(seat, by=seat.membership, at=NOW),
        lambda: leave_committee(first.membership, at=NOW),
    )
    assert _carrying(committee) == {second.membership}
