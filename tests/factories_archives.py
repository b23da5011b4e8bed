"""Archives as rows, for what asks about rows alone."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from archives import tokens
from archives.models import Archive, Claim, Origin
from tests.factories import NOW, CommitteeFactory, MembershipFactory


class ArchiveFactory(DjangoModelFactory[Archive]):
    """Asked for at NOW; nobody has confirmed it."""

    class Meta:
        model = Archive

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    asked_at = NOW
    ends_at = NOW + timedelta(hours=24)


class OpenArchiveFactory(ArchiveFactory):
    """Confirmed a day ago: it can be fetched from NOW on."""

    status = "confirmed"
    asked_at = confirmed_at = NOW - timedelta(hours=24)
    opens_at = NOW
    ends_at = NOW + timedelta(days=3)


class OriginFactory(DjangoModelFactory[Origin]):
    class Meta:
        model = Origin

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    server = "https://old.example"
    left_as = "a" * 12
    key = "k" * 43
    made_at = NOW - timedelta(days=2)
    came_at = NOW - timedelta(days=1)


class ClaimFactory(DjangoModelFactory[Claim]):
    """A member called Wanda is waited for; `code` is what opens it."""

    class Meta:
        model = Claim

    class Params:
        code = "aaaaa-bbbbb-ccccc-ddddd"

    membership = factory.SubFactory(
        MembershipFactory, status="awaited", user=None, chosen_name="Wanda",
        committee__status="founded", committee__founded_at=NOW,
    )  # fmt: skip
    token_hash = factory.LazyAttribute(lambda one: tokens.digest(one.code))
    ends_at = NOW + timedelta(days=90)
