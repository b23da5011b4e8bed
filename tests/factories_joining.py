"""Factories of invitations and requests."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from committees import tokens
from committees.models import Invitation, JoinRequest
from tests.factories import NOW, CommitteeFactory, MembershipFactory, UserFactory


class InvitationFactory(DjangoModelFactory[Invitation]):
    """`token` is what its link holds."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    made_by = factory.SubFactory(MembershipFactory)
    committee = factory.SelfAttribute("made_by.committee")
    token_hash = factory.LazyAttribute(lambda one: tokens.digest(one.token))
    made_at = NOW - timedelta(hours=1)
    expires_at = NOW + timedelta(hours=71)


class JoinRequestFactory(DjangoModelFactory[JoinRequest]):
    class Meta:
        model = JoinRequest

    committee = factory.SubFactory(CommitteeFactory)
    user = factory.SubFactory(UserFactory)
    chosen_name = factory.Sequence(lambda n: f"Applicant {n}")
    greeting = "I study here."
    made_at = NOW - timedelta(days=1)
    expires_at = NOW + timedelta(days=6)
