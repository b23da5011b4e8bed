"""The people of the demonstration, whom the sign-in page offers."""

from collections.abc import Callable

from django.conf import settings

People = Callable[[], list[tuple[str, str]]]
_SOURCES: list[People] = []


def demo_people(function: People) -> People:
    """Register a function giving (`User.public_id`, "Ana, coordinator") pairs, in order."""
    if function not in _SOURCES:
        _SOURCES.append(function)
    return function


def people() -> list[tuple[str, str]]:
    """Whom the sign-in page offers; nobody outside the demonstration."""
    if not settings.DEMO:
        return []
    return [person for function in _SOURCES for person in function()]
