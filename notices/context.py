"""What the navigation shows on every page."""

from functools import cache, partial
from typing import Any

from django.http import HttpRequest

from notices import inbox


def unread(request: HttpRequest) -> dict[str, Any]:
    """The number of notices that this person has not opened; asked for where a page shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"unread_notices": cache(partial(inbox.unread, user))}
