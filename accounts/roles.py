"""Who holds an office somewhere: asked of the apps that know, for the shorter session."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

Holders = Callable[[], QuerySet[Any, Any]]
_SOURCES: list[Holders] = []


def office_holders(function: Holders) -> Holders:
    """Register a function that gives a queryset of the ids of users (one column) with an office."""
    if function not in _SOURCES:
        _SOURCES.append(function)
    return function


def sources() -> list[QuerySet[Any, Any]]:
    """One queryset of user ids for every registered function."""
    return [function() for function in _SOURCES]
