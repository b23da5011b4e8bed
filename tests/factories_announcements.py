"""Factories of announcements and their translations."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from announcements.models import Announcement, AnnouncementTranslation, Digest
from tests.factories import NOW, CommitteeFactory


class AnnouncementFactory(DjangoModelFactory[Announcement]):
    class Meta:
        model = Announcement

    committee = factory.SubFactory(CommitteeFactory)
    language = "en"
    title = "Leaflets on Thursday"
    text = "At the **main gate** from eight."
    written_at = NOW - timedelta(hours=2)


class AnnouncementTranslationFactory(DjangoModelFactory[AnnouncementTranslation]):
    class Meta:
        model = AnnouncementTranslation

    announcement = factory.SubFactory(AnnouncementFactory)
    language = "es"
    title = "Volantes el jueves"
    text = "En la **puerta principal** desde las ocho."


class DigestFactory(DjangoModelFactory[Digest]):
    class Meta:
        model = Digest

    committee = factory.SubFactory(CommitteeFactory)
    ended_at = NOW
