"""Which languages there are, and which of them a speaker has read."""

from django.conf import settings


def is_draft(language: str) -> bool:
    """Whether no speaker has read the translation into `language`; English is no translation."""
    return language != settings.LANGUAGE_CODE and language not in settings.LANGUAGES_READ
