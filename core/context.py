"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core import clock


def site(request: HttpRequest) -> dict[str, Any]:
    """The product's name, whether this is the demonstration, and the moment."""
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "now": clock.now(),
        "clock_offset": clock.offset() if settings.DEMO else None,
    }
