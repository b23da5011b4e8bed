"""Rows of statements, workplaces, contacts and delegations that the constraints allow."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from outreach.models import (
    Contact,
    Delegation,
    DelegationMember,
    FollowUp,
    NamedMember,
    Statement,
    StatementSignature,
    StatementTranslation,
    Workplace,
)
from tests.factories import NOW, CommitteeFactory, MembershipFactory
from tests.factories_meetings import ResolutionFactory

NEW_YORK = ZoneInfo("America/New_York")
VISIT = date(2026, 3, 11)


class StatementFactory(DjangoModelFactory[Statement]):
    """A draft."""

    class Meta:
        model = Statement

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    drafter = factory.SubFactory(MembershipFactory, committee=factory.SelfAttribute("..committee"))
    title = "No cuts"
    text = "They want to close the library.\n\nWe say no."
    drafted_at = NOW


class AdoptedFactory(StatementFactory):
    """One that a meeting adopted."""

    drafter = None
    status = "adopted"
    adopted_at = NOW
    resolution = factory.SubFactory(
        ResolutionFactory,
        committee=factory.SelfAttribute("..committee"),
        title=factory.SelfAttribute("..title"),
        resolves=factory.SelfAttribute("..text"),
    )


class StatementTranslationFactory(DjangoModelFactory[StatementTranslation]):
    class Meta:
        model = StatementTranslation

    statement = factory.SubFactory(AdoptedFactory)
    language = "es"
    title = "No a los recortes"
    text = "Quieren cerrar la biblioteca.\n\nDecimos que no."
    translated_at = NOW


class StatementSignatureFactory(DjangoModelFactory[StatementSignature]):
    class Meta:
        model = StatementSignature

    statement = factory.SubFactory(AdoptedFactory)
    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    resolution = factory.SubFactory(
        ResolutionFactory, committee=factory.SelfAttribute("..committee")
    )
    signed_at = NOW


class WorkplaceFactory(DjangoModelFactory[Workplace]):
    class Meta:
        model = Workplace

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    kind = "hospital"
    name = "General Hospital"
    city = "Springfield"
    country = "US"
    timezone = "America/New_York"
    added_at = NOW


class NamedMemberFactory(DjangoModelFactory[NamedMember]):
    class Meta:
        model = NamedMember

    workplace = factory.SubFactory(WorkplaceFactory)
    membership = factory.SubFactory(
        MembershipFactory, committee=factory.SelfAttribute("..workplace.committee")
    )
    named_at = NOW


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    workplace = factory.SubFactory(WorkplaceFactory)
    name = "Nurse N"
    reach = "after the late shift, gate two"
    agreed_to = "To be told of our meetings."
    agreed_on = NOW.date()
    asked_by = "delegation"
    recorded_at = NOW
    expires_at = NOW + timedelta(days=183)


class DelegationFactory(DjangoModelFactory[Delegation]):
    class Meta:
        model = Delegation

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    workplace = factory.SubFactory(WorkplaceFactory, committee=factory.SelfAttribute("..committee"))
    resolution = factory.SubFactory(
        ResolutionFactory, committee=factory.SelfAttribute("..committee")
    )
    places = 4
    local_date = VISIT
    local_time = time(7, 0)
    timezone = "America/New_York"
    starts_at = datetime.combine(VISIT, time(7, 0), tzinfo=NEW_YORK)
    decided_at = NOW


class DelegationMemberFactory(DjangoModelFactory[DelegationMember]):
    class Meta:
        model = DelegationMember

    delegation = factory.SubFactory(DelegationFactory)
    membership = factory.SubFactory(
        MembershipFactory, committee=factory.SelfAttribute("..delegation.committee")
    )


class FollowUpFactory(DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    delegation = factory.SubFactory(DelegationFactory, status="reported", reported_at=NOW, met=12)
    text = "Send them the leaflet."
    due_on = date(2026, 3, 18)
