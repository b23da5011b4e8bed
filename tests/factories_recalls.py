"""Recall petitions as rows, for what asks about rows alone; the operations make the rest."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from elections.models import RecallPetition, RecallSignature
from tests.factories import NOW, MandateFactory


class RecallFactory(DjangoModelFactory[RecallPetition]):
    """Collects three signatures; nobody has signed."""

    class Meta:
        model = RecallPetition

    mandate = factory.SubFactory(MandateFactory)
    committee = factory.SelfAttribute("mandate.committee")
    reason = "No report since the autumn."
    needed = 3
    days = 7
    reply_words = 500
    pause_days = 30
    opened_at = NOW
    lapses_at = NOW + timedelta(days=30)
    due_at = factory.SelfAttribute("lapses_at")


class RecallSignatureFactory(DjangoModelFactory[RecallSignature]):
    """A mark that nobody's name leads to."""

    class Meta:
        model = RecallSignature

    petition = factory.SubFactory(RecallFactory)
    mark = factory.Sequence(lambda n: f"{n:064x}")
