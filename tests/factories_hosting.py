"""Factories of what the host chooses and answers."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from committees.founding import digest_of_code
from committees.models import FoundingCode, FoundingRequest, HostChoices, MisuseReport
from tests.factories import NOW, CampusFactory, CommitteeFactory, UserFactory


class HostFactory(UserFactory):
    """Who runs the server."""

    operator_since = NOW


class HostChoicesFactory(DjangoModelFactory[HostChoices]):
    class Meta:
        model = HostChoices

    chosen_at = NOW


class FoundingCodeFactory(DjangoModelFactory[FoundingCode]):
    """`typed` is what one types."""

    class Meta:
        model = FoundingCode

    class Params:
        typed = factory.Sequence(lambda n: f"CODE-{n}")

    label = "Qlabel"
    digest = factory.LazyAttribute(lambda one: digest_of_code(one.typed))
    made_at = NOW - timedelta(days=1)
    expires_at = NOW + timedelta(days=13)


class FoundingRequestFactory(DjangoModelFactory[FoundingRequest]):
    class Meta:
        model = FoundingRequest

    user = factory.SubFactory(UserFactory)
    campus = factory.SubFactory(CampusFactory)
    proposed_name = "Qproposed committee"
    plan = "To meet."
    made_at = NOW - timedelta(days=1)


class MisuseReportFactory(DjangoModelFactory[MisuseReport]):
    class Meta:
        model = MisuseReport

    committee = factory.SubFactory(CommitteeFactory)
    key = factory.Sequence(lambda n: f"key-{n}")
    path = factory.LazyAttribute(lambda one: f"/committees/{one.committee.public_id}/")
    kind = "person"
    words = "Qwords of a report"
    made_at = NOW - timedelta(days=1)
