"""What every template knows."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.utils.translation import get_language

from core import clock, languages


@cache
def has_fonts() -> bool:
    """Whether the display face was built, and collected where files are collected."""
    if not settings.STATIC_COLLECTED:
        return finders.find("built/fonts.css") is not None
    try:
        staticfiles_storage.url("built/fonts.css")
    except ValueError:
        return False
    return True


def site(request: HttpRequest) -> dict[str, Any]:
    """The product's name, what its face is, whether its words are a draft, and the moment."""
    return {
        "site_name": settings.SITE_NAME,
        "has_fonts": has_fonts(),
        "languages": settings.LANGUAGES,  # the template tag would translate their names
        "is_draft": languages.is_draft(get_language() or settings.LANGUAGE_CODE),
        "demo": settings.DEMO,
        "now": clock.now(),
        "clock_offset": clock.offset() if settings.DEMO else None,
    }
