"""Councils: joined by committees, founded by the second, sat in by delegates with their mandates."""

from datetime import datetime, timedelta

import pytest

from committees.models import Affiliation, Committee, Mandate, Membership, Seat
from committees.operations.committees import dissolve_committee
from committees.operations.councils import (
    count_seats,
    join_council,
    leave_council,
    open_council,
    rejoin_council,
)
from committees.operations.mandates import end_mandate, give_mandate
from committees.operations.memberships import leave_committee
from core.decision import Refused
from core.models import Event
from tests.factories import AffiliationFactory, CommitteeFactory, CouncilFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def delegate(committee: Committee, name: str, now: datetime, position: int = 1) -> Mandate:
    member = MembershipFactory(committee=committee, chosen_name=name)
    return give_mandate(
        member,
        office="delegate",
        source="election",
        decision="234567892345",
        at=now,
        ends_at=now + timedelta(days=180),
        position=position,
    )


@pytest.fixture
def second(now: datetime) -> Committee:
    return CommitteeFactory(status="founded", founded_at=now, name="South Committee")


@pytest.fixture
def forming(now: datetime) -> Committee:
    return CouncilFactory(status="forming", founded_at=None, name="City Council")


def joined(council: Committee, committee: Committee, now: datetime) -> Affiliation:
    return join_council(council, committee, decision="resolution22", at=now)


def names(council: Committee) -> list[str]:
    rows = Membership.objects.active().filter(committee=council).order_by("chosen_name")
    return list(rows.values_list("chosen_name", flat=True))


def test_a_coordinator_opens_a_council_that_is_founded_by_the_second_committee(
    coordinator: Membership, second: Committee, now: datetime
) -> None:
    council = open_council(
        name="City Council", reach="city", area="Berlin", aims="Together.", by=coordinator, at=now
    )
    assert (council.status, council.is_council, council.stands_at) == ("forming", True, "Berlin")
    joined(council, coordinator.committee, now)
    council.refresh_from_db()
    assert council.status == "forming"
    joined(council, second, now)
    council.refresh_from_db()
    assert (council.status, council.founded_at) == ("founded", now)
    found = Event.objects.filter(name="committees.council_founded", scope=council.public_id)
    assert found.count() == 1


def test_only_a_coordinator_of_a_founded_committee_opens_one_under_a_free_name(
    coordinator: Membership, member: Membership, now: datetime
) -> None:
    given = {"reach": "city", "area": "", "aims": "Together.", "at": now}
    with pytest.raises(Refused, match="Only a coordinator"):
        open_council(name="City Council", by=member, **given)
    open_council(name="City Council", by=coordinator, **given)
    with pytest.raises(Refused, match="a council of this name"):
        open_council(name="city council", by=coordinator, **given)


def test_delegates_sit_there_in_the_order_of_their_election_as_many_as_the_band_says(
    forming: Committee, committee: Committee, second: Committee, now: datetime
) -> None:
    delegate(committee, "Dara", now)
    delegate(committee, "Deniz", now, position=2)
    affiliation = joined(forming, committee, now)
    assert affiliation.seats == 1
    assert names(forming) == ["Dara"]
    later = delegate(second, "Dodo", now)
    joined(forming, second, now)
    assert names(forming) == ["Dara", "Dodo"]
    seat = Seat.objects.get(mandate=later)
    assert (seat.membership.committee, seat.membership.user) == (forming, later.membership.user)


def test_two_of_one_name_are_told_apart(
    forming: Committee, committee: Committee, second: Committee, now: datetime
) -> None:
    for one in (committee, second):
        delegate(one, "Dara", now)
        joined(forming, one, now)
    assert names(forming) == ["Dara", "Dara 2"]


def test_a_seat_ends_with_its_mandate_and_the_next_delegate_takes_it(
    forming: Committee, committee: Committee, now: datetime
) -> None:
    first = delegate(committee, "Dara", now)
    joined(forming, committee, now)
    delegate(committee, "Deniz", now, position=2)
    seat = Seat.objects.get(mandate=first)
    end_mandate(first, because="recall", by=None, at=now)
    seat.refresh_from_db()
    seat.membership.refresh_from_db()
    assert (seat.ended_at, seat.membership.status, seat.membership.chosen_name) == (now, "left", "")
    assert names(forming) == ["Deniz"]


def test_the_alternate_sits_there_in_the_moment_of_stepping_in(
    forming: Committee, committee: Committee, now: datetime
) -> None:
    first = delegate(committee, "Dara", now)
    joined(forming, committee, now)
    give_mandate(
        MembershipFactory(committee=committee, chosen_name="Alma"),
        office="alternate",
        source="election",
        decision=first.decision,
        at=now,
        ends_at=first.ends_at,
    )
    end_mandate(first, because="recall", by=None, at=now)
    assert names(forming) == ["Alma"]


def test_who_leaves_the_committee_leaves_the_council_and_what_they_carried_there(
    forming: Committee, committee: Committee, second: Committee, now: datetime
) -> None:
    first = delegate(committee, "Dara", now)
    joined(forming, committee, now)
    delegate(second, "Dodo", now)
    joined(forming, second, now)
    dara = Seat.objects.get(mandate=first).membership
    assert dara.holds("coordinator")
    leave_committee(first.membership, at=now)
    assert names(forming) == ["Dodo"]
    assert not forming.mandates.live().filter(membership=dara).exists()
    assert forming.mandates.live().filter(office="coordinator").count() == 1


def test_nobody_leaves_the_council_but_by_laying_the_mandate_down(
    forming: Committee, committee: Committee, now: datetime
) -> None:
    delegate(committee, "Dara", now)
    joined(forming, committee, now)
    seat = Seat.objects.get()
    with pytest.raises(Refused, match="lay it down"):
        leave_committee(seat.membership, at=now)


def test_who_sits_there_for_another_committee_does_not_sit_twice(
    forming: Committee, committee: Committee, second: Committee, now: datetime
) -> None:
    first = delegate(committee, "Dara", now)
    again = MembershipFactory(committee=second, user=first.membership.user, chosen_name="D")
    joined(forming, committee, now)
    joined(forming, second, now)
    give_mandate(again, office="delegate", source="election", decision="2345", at=now)
    assert names(forming) == ["Dara"]


def test_leaving_ends_the_seats_and_the_last_one_the_council(
    forming: Committee, committee: Committee, second: Committee, now: datetime
) -> None:
    delegate(committee, "Dara", now)
    delegate(second, "Dodo", now)
    one, other = joined(forming, committee, now), joined(forming, second, now)
    leave_council(one, at=now)
    assert names(forming) == ["Dodo"]
    with pytest.raises(Refused, match="does not belong"):
        leave_council(one, at=now)
    rejoin_council(one, at=now)
    assert names(forming) == ["Dara", "Dodo"]
    leave_council(Affiliation.objects.joined().get(committee=committee), at=now)
    leave_council(other, at=now)
    forming.refresh_from_db()
    assert (forming.status, forming.dissolved_at) == ("dissolved", now)


def test_a_committee_that_is_dissolved_belongs_to_no_council(
    forming: Committee, committee: Committee, now: datetime
) -> None:
    delegate(committee, "Dara", now)
    joined(forming, committee, now)
    member = MembershipFactory(committee=committee, chosen_name="Cora")
    give_mandate(member, office="coordinator", source="founding", decision="2", at=now)
    dissolve_committee(committee, by=member, at=now)
    assert names(forming) == []


def test_once_a_day_the_seats_follow_the_size_and_nobody_loses_one_by_it(
    forming: Committee, committee: Committee, now: datetime
) -> None:
    for number in range(22):
        MembershipFactory(committee=committee, chosen_name=f"M {number}")
    delegate(committee, "Dara", now)
    delegate(committee, "Deniz", now, position=2)
    affiliation = joined(forming, committee, now)
    assert names(forming) == ["Dara", "Deniz"]
    Membership.objects.filter(committee=committee, chosen_name__startswith="M ").update(
        status="left", ended_at=now, chosen_name="", folded_name=""
    )
    affiliation = count_seats(affiliation, at=now)
    assert affiliation.seats == 1
    assert names(forming) == ["Dara", "Deniz"]


def test_a_council_joins_a_wider_one_and_never_in_a_circle(
    committee: Committee, second: Committee, now: datetime
) -> None:
    city, country = CouncilFactory(name="City"), CouncilFactory(name="Country", reach="country")
    for one in (committee, second):
        AffiliationFactory(council=city, committee=one)
    joined(country, city, now)
    with pytest.raises(Refused, match="belongs to the committee itself"):
        joined(city, country, now)
    with pytest.raises(Refused, match="already"):
        joined(country, city, now)
