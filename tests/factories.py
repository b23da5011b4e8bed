"""One factory a model; each makes a row that the constraints allow."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from committees.models import Affiliation, Campus, Committee, Mandate, Membership, Seat
from core.folding import fold

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@mail.example")


class CampusFactory(DjangoModelFactory[Campus]):
    class Meta:
        model = Campus

    name = factory.Sequence(lambda n: f"Campus {n}")
    city = "Springfield"
    country = "US"
    timezone = "America/New_York"
    kind = "university"
    added_on = NOW.date()


class CommitteeFactory(DjangoModelFactory[Committee]):
    class Meta:
        model = Committee

    campus = factory.SubFactory(CampusFactory)
    name = factory.Sequence(lambda n: f"Committee {n}")
    aims = "To meet and decide together."
    discretion = "plain"
    timezone = "America/New_York"
    opened_at = NOW - timedelta(days=60)


class CouncilFactory(CommitteeFactory):
    kind = "council"
    campus = None
    reach = "city"
    area = "Berlin"
    joining = "closed"
    status = "founded"
    founded_at = NOW - timedelta(days=50)


class AffiliationFactory(DjangoModelFactory[Affiliation]):
    class Meta:
        model = Affiliation

    council = factory.SubFactory(CouncilFactory)
    committee = factory.SubFactory(CommitteeFactory)
    decision = "founding"
    counted_at = NOW
    joined_at = NOW - timedelta(days=40)


class SeatFactory(DjangoModelFactory[Seat]):
    """A delegate of the affiliated committee who sits in its council."""

    class Meta:
        model = Seat

    affiliation = factory.SubFactory(AffiliationFactory)
    mandate = factory.SubFactory(
        "tests.factories.MandateFactory",
        membership__committee=factory.SelfAttribute("...affiliation.committee"),
        office="delegate",
    )
    membership = factory.SubFactory(
        "tests.factories.MembershipFactory",
        committee=factory.SelfAttribute("..affiliation.council"),
        user=factory.SelfAttribute("..mandate.membership.user"),
    )
    taken_at = NOW - timedelta(days=30)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    committee = factory.SubFactory(CommitteeFactory)
    user = factory.SubFactory(UserFactory)
    chosen_name = factory.Sequence(lambda n: f"Member {n}")
    folded_name = factory.LazyAttribute(lambda one: fold(one.chosen_name))
    joined_at = NOW - timedelta(days=30)


class MandateFactory(DjangoModelFactory[Mandate]):
    class Meta:
        model = Mandate

    membership = factory.SubFactory(MembershipFactory)
    committee = factory.SelfAttribute("membership.committee")
    office = "coordinator"
    source = "founding"
    decision = factory.SelfAttribute("committee.public_id")
    given_at = NOW - timedelta(days=30)


def officer(committee: Committee, office: str, name: str, **fields: Any) -> Membership:
    """A member of `committee` who holds `office`."""
    membership = MembershipFactory(committee=committee, chosen_name=name, **fields)
    MandateFactory(committee=committee, membership=membership, office=office)
    return membership
